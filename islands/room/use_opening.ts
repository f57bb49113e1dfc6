import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { isPassing, type Timeline, type TimelineItem } from "../../lib/client/model.ts";
import { systemClock, type Timer } from "../../lib/world/world.ts";
import type { Telling } from "./use_telling.ts";
import type { UnreadMark } from "./unread_mark.ts";

/** What one shall see first and the server could not give is asked for again after this. */
const BEGIN_AGAIN_MS = 2000;

export interface Opening {
  timeline: Timeline;
  mark: UnreadMark;
  /** What is drawn, and the key of the first new message where it is known. */
  items: readonly TimelineItem[];
  first: string | undefined;
  online: ReadonlySignal<boolean>;
  telling: Telling;
  /** Holds the place one chose before; false when one did not. */
  stay(): boolean;
  /** Shows the mark, or else the end. */
  place(): void;
}

/**
 * Opens a conversation where one stopped: at the mark of new messages, or at its end. What is not held
 * there is asked for, and again when one is back or a refusal was for now. Returns whether one is
 * there.
 */
export function useOpening(
  { timeline, mark, items, first, online, telling, stay, place }: Opening,
): ReadonlySignal<boolean> {
  const asked = useSignal(false);
  const placed = useSignal(false);
  const wasAsked = asked.value;
  const isDrawn = timeline.newest.value > 0 &&
    (mark.after === undefined || items.some((item) => item.key === first));

  useLayoutEffect(() => {
    placed.value = stay();
  }, []);
  useLayoutEffect(() => {
    if (placed.peek() || !isDrawn && !(wasAsked && items.length > 0)) return;
    place();
    placed.value = true;
  });

  useEffect(() => {
    if (placed.peek() || isDrawn) return;
    let wanted = true;
    let again: Timer | undefined;
    const begin = async () => {
      try {
        if (mark.after === undefined) await timeline.toLatest();
        else await timeline.around(Math.max(1, mark.after));
      } catch (error) {
        if (!wanted) return;
        telling.tell(error);
        if (isPassing(error)) again = systemClock.after(BEGIN_AGAIN_MS, begin);
        return;
      }
      if (!wanted) return;
      telling.works();
      asked.value = online.peek();
    };
    void begin();
    return () => {
      wanted = false;
      again?.cancel();
    };
  }, [online.value]);

  return placed;
}
