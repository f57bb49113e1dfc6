import type { LogEvent } from "../../protocol/events.ts";
import { spanOf } from "../../i18n/spans.ts";
import type { Translator } from "../../i18n/translator.ts";
import { personLabel } from "../people_names.ts";
import { memo } from "../elements/memo.ts";
import { useReading } from "../reading.ts";
import { type NoticeItem, timeOf } from "../room/timeline_rows.ts";

/** A notice between messages: who joined, left, or changed the room. */
export const Notice = memo(
  function Notice({ item, made }: {
    item: Exclude<NoticeItem, { is: "presence" }>;
    /** Whether somebody made the room: then its first event is that they did. */
    made: boolean;
  }) {
    const { words, times } = useReading();
    const at = timeOf(item);
    const name = <b dir="auto">{personLabel(words, { id: item.event.by, ...item.author })}</b>;
    const by = <b dir="auto">{item.addedBy || words.t("message.left")}</b>;
    const said = changeWords(words, item.event, { name, by }, made);
    if (!said) return null;
    return (
      <li class="notice" data-key={item.key}>
        {said} ·{" "}
        <time dateTime={new Date(at).toISOString()} title={times.full(at)}>{times.time(at)}</time>
      </li>
    );
  },
);

function changeWords<V>(
  words: Translator,
  event: LogEvent,
  { name, by }: { name: V; by: V },
  made: boolean,
): (V | string)[] | undefined {
  switch (event.kind) {
    case "join":
      if (event.addedBy !== undefined) {
        return words.pieces(event.all ? "change.added-all" : "change.added", { name, by });
      }
      return words.pieces(made && event.seq === 1 ? "change.create" : "change.join", { name });
    case "leave":
      return event.reason === "kicked" || event.reason === "banned"
        ? words.pieces(`change.${event.reason}`, { name })
        : words.pieces("change.leave", { name });
    case "topic":
      return event.topic
        ? words.pieces("change.topic", { name, topic: event.topic })
        : words.pieces("change.topic-cleared", { name });
    case "vanish":
      return event.afterMs === undefined
        ? words.pieces("change.vanish-off", { name })
        : words.pieces("change.vanish", { name, span: spanOf(words.locale, event.afterMs) });
    case "rename":
      if (event.name === "") { // of a group
        return event.title === undefined
          ? words.pieces("change.unnamed", { name })
          : words.pieces("change.named", { name, title: event.title });
      }
      return words.pieces("change.rename", { name, room: event.title ?? event.name });
    default:
      return undefined; // edits and deletions show in the message that they change
  }
}
