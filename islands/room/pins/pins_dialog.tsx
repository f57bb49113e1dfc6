import { useEffect, useState } from "preact/hooks";
import type { ConversationSummary, MessageEvent } from "../../../lib/protocol/events.ts";
import { may } from "../../../lib/protocol/permissions.ts";
import { Avatar } from "../../../lib/ui/elements/avatar.tsx";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { fileLabel } from "../../../lib/ui/files/file_label.ts";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { plainText } from "../../../lib/text/plain.ts";
import { messagePath } from "../../../lib/ui/paths.ts";
import { personLabel } from "../../../lib/ui/people_names.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useWindow } from "../window/window_context.ts";

/** What is pinned in a conversation, the last pinned first; each leads to its place. */
export function PinsDialog({ conversation, onClose }: {
  conversation: ConversationSummary;
  onClose(): void;
}) {
  const window = useWindow();
  const { words, times } = useReading();
  const { model } = window;
  const [pinned, setPinned] = useState<readonly MessageEvent[]>();
  const [error, setError] = useState<string>();
  const attempt = (run: () => Promise<void>) => {
    setError(undefined);
    run().catch((refused) => setError(failureMessage(words, refused)));
  };
  useEffect(() => attempt(async () => setPinned(await model.reactions.pins(conversation.id))), []);
  // It stays where it stood, with the way back, until the list is opened again.
  const [unpinned, setUnpinned] = useState<ReadonlySet<number>>(new Set());
  const toggle = async (seq: number) => {
    const isOff = unpinned.has(seq);
    await model.reactions.pin(conversation.id, seq, isOff);
    setUnpinned((now) => new Set(isOff ? [...now].filter((one) => one !== seq) : [...now, seq]));
  };
  const me = model.me.value;
  const mayPin = me !== undefined && may(me.role, "pin a message");
  const nameOf = (id: string) =>
    id === me?.id ? words.t("you") : personLabel(words, { id, ...model.profileOf(id) });
  return (
    <Dialog title={words.t("pins.title")} onClose={onClose} broad>
      {error && <p class="error" role="alert">{error}</p>}
      {pinned?.length === 0 && <p class="note" role="status">{words.t("pins.empty")}</p>}
      <ul class="pins">
        {pinned?.map((message) => (
          <li key={message.seq} data-off={unpinned.has(message.seq) || undefined}>
            <Avatar id={message.by} name={model.profileOf(message.by).name} small />
            <a
              href={messagePath(conversation, message.seq)}
              onClick={(event) => {
                event.preventDefault();
                onClose();
                window.goTo(conversation, message.seq);
              }}
            >
              <span class="byline">
                <b dir="auto">{nameOf(message.by)}</b>
                <time dateTime={new Date(message.at).toISOString()}>{times.full(message.at)}</time>
              </span>
              <span class="words" dir="auto">
                {plainText(message.text) ||
                  (message.files?.[0] && fileLabel(words, message.files[0]))}
              </span>
              {message.pinned && (
                <span class="over">
                  <icons.pin />
                  {message.pinned.by === me?.id
                    ? words.t("message.pinned-by-you")
                    : words.t("message.pinned-by", { name: nameOf(message.pinned.by) })}
                </span>
              )}
            </a>
            {mayPin && (
              <button
                type="button"
                class="button"
                onClick={() =>
                  attempt(() => toggle(message.seq))}
              >
                {words.t(unpinned.has(message.seq) ? "undo" : "act.unpin")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
