import { useEffect, useState } from "preact/hooks";
import type { ConversationSummary, MessageEvent, Profiles } from "../../../lib/protocol/events.ts";
import type { FileKind } from "../../../lib/protocol/files.ts";
import { sharedFilesReply } from "../../../lib/protocol/requests/file_list.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { FILE_SECTIONS, sectionName } from "../../../lib/ui/files/file_sections.ts";
import { SharedList } from "../../../lib/ui/files/shared_list.tsx";
import { personLabel } from "../../../lib/ui/people_names.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { readApi } from "../overlays/api.ts";
import { useWindow } from "../window/window_context.ts";

/** What is listed of one section; `next`: it goes on before that seq. */
interface Listed {
  messages: readonly MessageEvent[];
  users: Profiles;
  next?: number;
}

/** What was shared in a conversation, by kind, the newest first; each leads to its message. */
export function FilesDialog({ conversation, onClose }: {
  conversation: ConversationSummary;
  onClose(): void;
}) {
  const window = useWindow();
  const { words } = useReading();
  const { model } = window;
  const [kind, setKind] = useState<FileKind>();
  const [listed, setListed] = useState<Listed>();
  const [error, setError] = useState<string>();

  /** Adds the page before `before`, unless another section was opened meanwhile (`isOver`). */
  async function load(before?: number, isOver = () => false): Promise<void> {
    setError(undefined);
    const asked = new URLSearchParams({
      ...(kind && { kind }),
      ...(before !== undefined && { before: String(before) }),
    });
    try {
      const path = `/conversations/${conversation.id}/files?${asked}`;
      const { messages, users, next } = await readApi(sharedFilesReply, path);
      if (isOver()) return;
      setListed((now) => {
        const shown = before === undefined ? undefined : now;
        return {
          messages: [...shown?.messages ?? [], ...messages],
          users: { ...shown?.users, ...users },
          next,
        };
      });
    } catch (refused) {
      if (!isOver()) setError(failureMessage(words, refused));
    }
  }
  useEffect(() => {
    let over = false;
    setListed(undefined);
    void load(undefined, () => over);
    return () => void (over = true);
  }, [kind]);

  return (
    <Dialog title={words.t("files.title")} onClose={onClose} broad>
      <div class="tabs" role="group" aria-label={words.t("files.kinds")}>
        {FILE_SECTIONS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === kind}
            onClick={() => setKind(one)}
          >
            {words.t(sectionName(one))}
          </button>
        ))}
      </div>
      {error && <p class="error" role="alert">{error}</p>}
      {listed?.messages.length === 0 && <p class="note" role="status">{words.t("files.empty")}</p>}
      <SharedList
        {...{ conversation, messages: listed?.messages ?? [], kind }}
        nameOf={(id) =>
          id === model.me.value?.id
            ? words.t("you")
            : personLabel(words, { id, name: "", ...listed?.users[id] })}
        onGo={(event, seq) => {
          event.preventDefault();
          onClose();
          window.goTo(conversation, seq);
        }}
      />
      {listed?.next !== undefined && (
        <button
          type="button"
          class="button"
          onClick={() => void load(listed.next)}
        >
          {words.t("files.more")}
        </button>
      )}
    </Dialog>
  );
}
