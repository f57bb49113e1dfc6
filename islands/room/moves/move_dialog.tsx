import { useState } from "preact/hooks";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { MAX_MOVED } from "../../../lib/protocol/limits.ts";
import { roomTitle } from "../../../lib/protocol/room_title.ts";
import { plainText } from "../../../lib/text/plain.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { fileLabel } from "../../../lib/ui/files/file_label.ts";
import { personLabel } from "../../../lib/ui/people_names.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { conversationMention } from "../../../lib/ui/room/page_title.ts";
import type { ActedOn } from "../../../lib/ui/timeline/acts.ts";
import { useSubmit } from "../panes/use_submit.ts";
import { useWindow } from "../window/window_context.ts";
import { mayBeMoved } from "../../../lib/protocol/may_be_moved.ts";

/** Asks where a message is moved to, one of the rooms that one is in, and which others with it (M14). */
export function MoveDialog({ conversation, seq, onClose }: {
  conversation: ConversationSummary;
  seq: number;
  onClose(): void;
}) {
  const window = useWindow();
  const { words } = useReading();
  const [error, setError] = useState<string | undefined>(undefined);
  const [chosen, choose] = useState<readonly number[]>([seq]);
  const rooms = window.model.conversations.value
    .filter(({ id, kind, closed }) => kind === "room" && !closed && id !== conversation.id)
    .sort((one, other) => roomTitle(one).localeCompare(roomTitle(other), words.locale));
  const offered = window.model.timeline(conversation.id).items.value.filter((item) =>
    item.is === "message" && item.event.seq >= seq && mayBeMoved(item.event)
  ).slice(0, MAX_MOVED) as readonly ActedOn[];
  const submit = useSubmit(async (form) => {
    const to = rooms.find(({ id }) => id === new FormData(form).get("to"));
    if (!to) return;
    if (chosen.length === 0) return setError(words.t("move.none"));
    try {
      const { moved, stayed } = await window.model.moveAll(conversation.id, chosen, to.id);
      onClose();
      const place = conversationMention(words, to);
      const count = moved.length;
      const done = count > 1
        ? words.t("move.done-several", { count, place })
        : words.t("move.done", { place });
      const left = words.t("move.stayed", { count: stayed.length });
      window.showToast(
        stayed.length > 0 ? words.t("sentence.list", { first: done, second: left }) : done,
      );
    } catch (refusal) {
      setError(failureMessage(words, refusal));
    }
  });
  const title = chosen.length > 1
    ? words.t("move.title-several", { count: chosen.length })
    : words.t("move.title");
  return (
    <Dialog title={title} onClose={onClose}>
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
            {offered.length > 1 && <Which offered={offered} chosen={chosen} onChoose={choose} />}
            <div class="choices">
              <button type="button" class="button" onClick={onClose}>{words.t("cancel")}</button>
              <button type="submit" class="button primary">{words.t("move.do")}</button>
            </div>
          </form>
        )}
    </Dialog>
  );
}

/** The message and those that follow it, to be chosen from. */
function Which({ offered, chosen, onChoose }: {
  offered: readonly ActedOn[];
  chosen: readonly number[];
  onChoose(chosen: readonly number[]): void;
}) {
  const { words, times } = useReading();
  const nameOf = ({ event, author, own }: ActedOn) =>
    own ? words.t("you") : personLabel(words, { id: event.by, ...author });
  const all = offered.map(({ event }) => event.seq);
  const isAll = all.every((seq) => chosen.includes(seq));
  return (
    <fieldset class="choice">
      <legend>{words.t("move.which")}</legend>
      <small>
        <button
          type="button"
          class="link"
          onClick={() => onChoose(isAll ? all.slice(0, 1) : all)}
        >
          {words.t(isAll ? "move.first" : "move.all")}
        </button>
      </small>
      <ul class="pick">
        {offered.map((item) => {
          const { event: { seq, at, text, files } } = item;
          const others = chosen.filter((one) => one !== seq);
          return (
            <li key={seq}>
              <label class="check">
                <input
                  type="checkbox"
                  checked={others.length < chosen.length}
                  onChange={({ currentTarget: { checked } }) =>
                    onChoose(checked ? [...others, seq] : others)}
                />
                <span>
                  <b dir="auto">{nameOf(item)}</b> <small class="faint">{times.time(at)}</small>
                  {" "}
                  <span dir="auto">
                    {plainText(text) || (files?.[0] && fileLabel(words, files[0]))}
                  </span>
                </span>
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
