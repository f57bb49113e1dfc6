import { useState } from "preact/hooks";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { roomTitle } from "../../../lib/protocol/room_title.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { conversationMention } from "../../../lib/ui/room/page_title.ts";
import { useSubmit } from "../panes/use_submit.ts";
import { useWindow } from "../window/window_context.ts";

/** Asks where a message is moved to: one of the rooms that one is in (M14). */
export function MoveDialog({ conversation, seq, onClose }: {
  conversation: ConversationSummary;
  seq: number;
  onClose(): void;
}) {
  const window = useWindow();
  const { words } = useReading();
  const [error, setError] = useState<string | undefined>(undefined);
  const rooms = window.model.conversations.value
    .filter(({ id, kind, closed }) => kind === "room" && !closed && id !== conversation.id)
    .sort((one, other) => roomTitle(one).localeCompare(roomTitle(other), words.locale));
  const submit = useSubmit(async (form) => {
    const to = rooms.find(({ id }) => id === new FormData(form).get("to"));
    if (!to) return;
    try {
      await window.model.move(conversation.id, seq, to.id);
      onClose();
      window.showToast(words.t("move.done", { place: conversationMention(words, to) }));
    } catch (refusal) {
      setError(failureMessage(words, refusal));
    }
  });
  return (
    <Dialog title={words.t("move.title")} onClose={onClose}>
      {rooms.length === 0
        ? <p class="quiet">{words.t("move.nowhere")}</p>
        : (
          <form class="fields" onSubmit={submit}>
            <div class="input">
              <label for="move-to">{words.t("move.to")}</label>
              <select id="move-to" name="to" data-focus>
                {rooms.map((room) => (
                  <option key={room.id} value={room.id}># {roomTitle(room)}</option>
                ))}
              </select>
              {error
                ? <span class="error" role="alert">{error}</span>
                : <small>{words.t("move.hint")}</small>}
            </div>
            <div class="choices">
              <button type="button" class="button" onClick={onClose}>{words.t("cancel")}</button>
              <button type="submit" class="button primary">{words.t("move.do")}</button>
            </div>
          </form>
        )}
    </Dialog>
  );
}
