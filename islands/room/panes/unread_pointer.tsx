import { useEffect, useState } from "preact/hooks";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import { useReading } from "../../../lib/ui/reading.ts";
import { callsIn } from "../../../lib/ui/room/calls.ts";
import { useWindow } from "../window/window_context.ts";

/** Unread conversations beyond an edge of the list, and the nearest of them. */
interface Beyond {
  edge: "above" | "below";
  count: number;
  calls: boolean;
  nearest: HTMLElement;
}

/** Says how many unread conversations are out of sight, and leads to the nearest. */
export function UnreadPointer() {
  const { words } = useReading();
  const { model } = useWindow();
  const [beyond, setBeyond] = useState<Beyond | undefined>(undefined);
  const conversations = model.conversations.value;
  useEffect(() => {
    const calling = new Set(
      conversations.filter((one) => callsIn(one) > 0).map(({ id }) => id),
    );
    const lists = document.querySelector(".regions");
    let frame = 0;
    const measure = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setBeyond(findBeyond(calling)));
    };
    measure();
    lists?.addEventListener("scroll", measure, { capture: true, passive: true });
    addEventListener("resize", measure);
    return () => {
      cancelAnimationFrame(frame);
      lists?.removeEventListener("scroll", measure, { capture: true });
      removeEventListener("resize", measure);
    };
  }, [conversations]);
  if (!beyond) return null;
  const { edge, count, calls, nearest } = beyond;
  return (
    <button
      type="button"
      class={calls ? "beyond calls" : "beyond"}
      data-edge={edge}
      onClick={() => nearest.scrollIntoView({ block: "center" })}
    >
      {edge === "below" ? <icons.down /> : <messageIcons.up />}
      {words.t(`nav.${edge}`, { count })}
    </button>
  );
}

/** What is below comes first: the list begins with what is unread. */
function findBeyond(calling: ReadonlySet<string>): Beyond | undefined {
  const above: HTMLElement[] = [];
  const below: HTMLElement[] = [];
  for (const list of document.querySelectorAll(".lists")) {
    const region = list.getBoundingClientRect();
    const heading = list.querySelector(".fold")?.getBoundingClientRect().height ?? 0;
    for (
      const place of list.querySelectorAll<HTMLElement>(".place[data-unread][data-conversation]")
    ) {
      const { top, bottom, height } = place.getBoundingClientRect();
      if (bottom - height / 2 > region.bottom) below.push(place);
      else if (top + height / 2 < region.top + heading) above.push(place);
    }
  }
  const [edge, places] = below.length > 0 ? ["below" as const, below] : ["above" as const, above];
  const nearest = edge === "below" ? places[0] : places.at(-1);
  if (!nearest) return undefined;
  const calls = places.some(({ dataset }) => calling.has(dataset.conversation ?? ""));
  return { edge, count: places.length, calls, nearest };
}
