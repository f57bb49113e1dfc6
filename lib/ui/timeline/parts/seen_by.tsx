import { Avatar } from "../../elements/avatar.tsx";
import { nameList } from "../../name_list.ts";
import { personLabel } from "../../people_names.ts";
import { type Reading, useReading } from "../../reading.ts";
import type { MessageActions } from "../message_props.ts";
import type { Reader } from "../receipts.ts";

/** Faces that a message shows; the others are a number. */
const MAX_FACES = 5;

/** Who has read up to here: faces, and by hover, press or ear who they are and when they did. */
export function SeenBy({ readers, actions }: {
  readers: readonly Reader[];
  actions?: MessageActions;
}) {
  const reading = useReading();
  const { words } = reading;
  const people = readers.map((one) => {
    const name = personLabel(words, one);
    const time = readAt(reading, one);
    return time ? words.t("receipts.person", { name, time }) : name;
  });
  const label = words.t("receipts.of", { people: nameList(words.locale, people) });
  const Part = actions ? "button" : "span";
  const more = readers.length - MAX_FACES;
  return (
    <Part
      class="seen-by"
      title={label}
      aria-live="off"
      {...(actions && { type: "button", onClick: () => actions.showReaders(readers) })}
    >
      <span class="sr-only">{label}</span>
      <span aria-hidden="true">{words.t("receipts.by")}</span>
      <span class="faces">
        {readers.slice(0, MAX_FACES).map(({ id, name }) => (
          <Avatar key={id} id={id} name={name} small />
        ))}
      </span>
      {more > 0 && <span aria-hidden="true">+{words.number(more)}</span>}
    </Part>
  );
}

/** When somebody read that far: the hour, on another day with it; none where it is not known. */
export function readAt({ times, now }: Reading, { at }: Reader): string | undefined {
  if (at === undefined) return undefined;
  return times.dayKey(at) === times.dayKey(now) ? times.time(at) : times.full(at);
}
