import type { TimelineItem } from "../../client/model.ts";
import { personLabel } from "../people_names.ts";
import { memo } from "../elements/memo.ts";
import { useReading } from "../reading.ts";

/** So many people are named in a notice; of more, the rest is counted. */
const NAMED = 2;

export type PresenceNoticeItem = Extract<TimelineItem, { is: "presence" }>;

/** Who arrived or is gone, joined or left: one line, however many; a press names them all. */
export const PresenceNotice = memo(function PresenceNotice({ item }: { item: PresenceNoticeItem }) {
  const { words, times } = useReading();
  const { state, people, since, at } = item;
  const names = people.map(({ user: id, ...one }) => personLabel(words, { id, ...one }));
  const first = <b dir="auto">{names[0]}</b>;
  const second = <b dir="auto">{names[1]}</b>;
  const from = times.time(since);
  const to = times.time(at);
  const time = (
    <time dateTime={new Date(at).toISOString()} title={times.full(at)}>
      {from === to ? to : `${from}–${to}`}
    </time>
  );
  if (people.length <= NAMED) {
    const said = people.length === 1
      ? words.pieces(`change.${state}`, { name: first })
      : words.pieces(`change.${state}.two`, { first, second });
    return <li class="notice quiet-notice" data-key={item.key}>{said} · {time}</li>;
  }
  const others = <u>{words.t("change.others", { count: people.length - NAMED })}</u>;
  return (
    <li class="notice quiet-notice" data-key={item.key}>
      <details>
        <summary>
          {words.pieces(`change.${state}.many`, { first, second, others })} · {time}
        </summary>
        {names.map((name, at) => [at > 0 && ", ", <bdi key={people[at]?.user}>{name}</bdi>])}
      </details>
    </li>
  );
});
