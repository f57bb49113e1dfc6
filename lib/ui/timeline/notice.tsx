import { personLabel } from "../people_names.ts";
import { memo } from "../elements/memo.ts";
import { useReading } from "../reading.ts";
import { type NoticeItem, timeOf } from "../room/timeline_rows.ts";
import { changeWords } from "./change_words.ts";

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
