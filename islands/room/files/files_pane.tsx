import { useEffect, useRef, useState } from "preact/hooks";
import { bytesText } from "../../../lib/i18n/sizes.ts";
import type { ConversationSummary, MessageEvent, Profiles } from "../../../lib/protocol/events.ts";
import { FileAllowance, type FileKind, kindOf } from "../../../lib/protocol/files.ts";
import { sharedFilesReply } from "../../../lib/protocol/requests/file_list.ts";
import { IconButton } from "../../../lib/ui/elements/icon_button.tsx";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { FILE_SECTIONS, sectionName } from "../../../lib/ui/files/file_sections.ts";
import { SharedList } from "../../../lib/ui/files/shared_list.tsx";
import { personLabel } from "../../../lib/ui/people_names.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { readApi } from "../overlays/api.ts";
import { closePanel } from "../panes/panel_shown.ts";
import { WIDE } from "../window/chat_window.ts";
import { useWindow } from "../window/window_context.ts";

/** What is listed of one section; `next`: it goes on before that seq. */
interface Listed {
  messages: readonly MessageEvent[];
  users: Profiles;
  next?: number;
}

/** What was shared in a conversation, beside it: by kind, the newest first; each leads to its message. */
export function FilesPane({ conversation }: { conversation: ConversationSummary }) {
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

  const region = useRef<HTMLElement>(null);
  useEffect(() => region.current?.focus(), []);

  return (
    <aside
      class="aside files"
      id="files"
      data-panel="open"
      data-region
      tabIndex={-1}
      aria-label={words.t("files.title")}
      ref={region}
    >
      <div class="panel-head">
        <h2>{words.t("files.title")}</h2>
        <IconButton
          label={words.t("close")}
          icon={icons.close}
          onClick={() => closePanel(window)}
        />
      </div>
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
        conversation={conversation}
        messages={listed?.messages ?? []}
        kind={kind}
        nameOf={(id) =>
          id === model.me.value?.id
            ? words.t("you")
            : personLabel(words, { id, name: "", ...listed?.users[id] })}
        onGo={(event, seq) => {
          event.preventDefault();
          window.goTo(conversation, seq);
          // Where it stands beside the conversation, it stays.
          if (matchMedia(WIDE).matches) window.panel.value = "files";
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
      {listed && <Sum listed={listed} kind={kind} />}
      <Allowance />
    </aside>
  );
}

/** What the reader may still send today: limits are said before they are met (F5). */
function Allowance() {
  const { words } = useReading();
  const [allowance, setAllowance] = useState<FileAllowance>();
  useEffect(() => {
    readApi(FileAllowance, "/files").then(setAllowance, () => {}); // it is told when one sends too
  }, []);
  if (!allowance) return null;
  const [left, day] = [allowance.left, allowance.day].map((one) => bytesText(words.locale, one));
  return <p class="faint small">{words.t("files.left", { left: left ?? "", day: day ?? "" })}</p>;
}

/** How many there are of a kind, and how much they take, once all of them are listed. */
function Sum({ listed: { messages, next }, kind }: { listed: Listed; kind?: FileKind }) {
  const { words } = useReading();
  const files = messages.flatMap(({ files = [] }) => files)
    .filter((file) => !kind || kindOf(file) === kind);
  if (next !== undefined || files.length === 0) return null;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const size = bytesText(words.locale, bytes);
  return <p class="faint small">{words.t("files.sum", { count: files.length, size })}</p>;
}
