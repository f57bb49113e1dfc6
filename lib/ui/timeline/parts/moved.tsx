import type { MovedAway, MovedHere } from "../../../protocol/events.ts";
import { roomTitle } from "../../../protocol/room_title.ts";
import { icons } from "../../elements/icons.tsx";
import { messagePath, roomPath } from "../../paths.ts";
import { useReading } from "../../reading.ts";
import { useTimelineReader } from "../timeline_reader.ts";

/** What stays where a message was: it leads there, where the reader may know of the room (M14). */
export function MovedAwayLine({ to }: { to: MovedAway }) {
  const { words } = useReading();
  const known = useTimelineReader()?.placeOf(to.conversation);
  const name = known ?? (to.name === undefined ? undefined : { ...to, id: to.conversation });
  if (!name) return <>{words.t("moved.elsewhere")}</>;
  const href = known ? messagePath(known, to.seq) : `${roomPath(to.name ?? "")}/${to.seq}`;
  return (
    <a class="link" href={href} dir="auto">
      {words.t("moved.to", { place: `#${roomTitle(name)}` })}
    </a>
  );
}

/** Above a message that was moved here: by whom, when it was written, and from where. */
export function MovedHereLine({ moved }: { moved: MovedHere }) {
  const { words, times } = useReading();
  const reader = useTimelineReader();
  if (!reader) return null;
  const values = { name: reader.nameOf(moved.by), time: times.full(moved.at) };
  const place = moved.name !== undefined && `#${roomTitle({ ...moved, id: moved.name })}`;
  const byMe = moved.by === reader.me;
  return (
    <div class="over">
      <icons.forward />
      <span dir="auto">
        {place === false
          ? words.t(byMe ? "moved.here-you" : "moved.here", values)
          : words.t(byMe ? "moved.here-from-you" : "moved.here-from", { ...values, place })}
      </span>
    </div>
  );
}
