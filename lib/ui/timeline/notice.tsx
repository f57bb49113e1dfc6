import type { LogEvent } from "../../protocol/events.ts";
import type { Translator } from "../../i18n/translator.ts";
import { memo } from "../memo.ts";
import { useReading } from "../reading.ts";
import { type NoticeItem, timeOf } from "../timeline_rows.ts";

/** A quiet line between the messages: who joined, left, arrived, or changed the room. */
export const Notice = memo(function Notice({ item }: { item: NoticeItem }) {
  const { words, times } = useReading();
  const at = timeOf(item);
  const said = item.is === "presence"
    ? words.pieces(`change.${item.state}`, { name: <b>{item.name}</b> })
    : changeWords(words, item.event, <b>{item.author.name || words.t("message.left")}</b>);
  if (!said) return null;
  return (
    <li class={item.is === "presence" ? "notice quiet-notice" : "notice"} data-key={item.key}>
      {said} ·{" "}
      <time dateTime={new Date(at).toISOString()} title={times.full(at)}>{times.time(at)}</time>
    </li>
  );
});

function changeWords<V>(words: Translator, event: LogEvent, name: V): (V | string)[] | undefined {
  switch (event.kind) {
    case "join":
      return words.pieces("change.join", { name });
    case "leave":
      return event.reason === "kicked" || event.reason === "banned"
        ? words.pieces(`change.${event.reason}`, { name })
        : words.pieces("change.leave", { name });
    case "topic":
      return event.topic
        ? words.pieces("change.topic", { name, topic: event.topic })
        : words.pieces("change.topic-cleared", { name });
    case "rename":
      return words.pieces("change.rename", { name, room: event.name });
    default:
      return undefined; // edits and deletions show in the message that they change
  }
}
