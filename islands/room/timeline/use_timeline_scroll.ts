import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Timeline } from "../../../lib/client/model.ts";
import { ScrollKeeper } from "./scroll_keeper.ts";
import type { RetryError } from "./use_retry_error.ts";

/** Rows in the document; more make every layout slower, and nobody sees them. */
export const MAX_ROWS = 300;

/** How the timeline scrolls, and what that loads. */
export interface TimelineScroll {
  atEnd: ReadonlySignal<boolean>;
  /** The end whose rows stay when there are too many: the one that is scrolled to. */
  readonly keeping: "oldest" | "newest";
  /** Shows the end, and loads it where newer messages are not loaded. */
  toLatest(): void;
  loadOlder(): void;
  /** Keeps the place that was scrolled to before the script ran; false if there is none. */
  stay(): boolean;
  /** Shows the row with this key; false where there is none. */
  toRow(key: string): boolean;
  /** After rows were drawn: moves what is read back to its place, loads and drops rows around it. */
  settle(loadedItems: number): void;
  /** Loads what is near and not loaded. */
  loadNear(): void;
}

/** `onLeaveEnd` runs when the person scrolls away from the end. */
export function useTimelineScroll(
  timeline: Timeline,
  scroller: { current: HTMLElement | null },
  retryError: RetryError,
  onLeaveEnd: () => void,
): TimelineScroll {
  const atEnd = useSignal(true);
  const keeper = useRef<ScrollKeeper | undefined>(undefined);
  const settledAt = useRef("");
  const settledFrom = useRef(0);
  const scroll = useMemo(() => {
    const load = (loading: Promise<void>) => loading.then(retryError.clear, retryError.show);
    return {
      atEnd,
      keeping: "oldest" as "oldest" | "newest",
      toLatest() {
        keeper.current?.toEnd();
        if (timeline.hasNewer.peek()) {
          void load(timeline.toLatest().then(() => keeper.current?.toEnd()));
        }
      },
      loadOlder: () => void load(timeline.loadOlder()),
      stay: () => keeper.current?.stay() ?? false,
      toRow: (key: string) => keeper.current?.toRow(key) ?? false,
      settle(loadedItems: number) {
        keeper.current?.settle();
        // Rows that came and went may have the size of those before, which no observer tells of.
        const range = `${timeline.oldest.peek()} ${timeline.newest.peek()}`;
        // A page of lines that are gathered, or quiet, draws nothing: it is gone on with, at the end too.
        const older = timeline.oldest.peek() < settledFrom.current;
        if (older || !atEnd.peek() && range !== settledAt.current) keeper.current?.askForMore();
        settledAt.current = range;
        settledFrom.current = timeline.oldest.peek();
        if (!atEnd.peek() && loadedItems > MAX_ROWS) timeline.trim(MAX_ROWS, scroll.keeping);
      },
      loadNear: () => keeper.current?.askForMore(),
    };
  }, []);
  keeper.current?.follow(); // before the rows of this render change
  useLayoutEffect(() => {
    if (!scroller.current) return;
    keeper.current = new ScrollKeeper(scroller.current, {
      atEnd(is) {
        if (!is) {
          timeline.trim(MAX_ROWS, "newest"); // what is not drawn is loaded again when scrolled to
          onLeaveEnd();
        }
        atEnd.value = is;
      },
      nearTop() {
        if (timeline.hasOlder.peek() && !timeline.loading.peek()) scroll.loadOlder();
      },
      nearBottom() {
        if (!timeline.hasNewer.peek() || timeline.loading.peek()) return;
        scroll.keeping = "newest";
        const loading = timeline.loadNewer().finally(() => {
          timeline.trim(MAX_ROWS, "newest");
          scroll.keeping = "oldest";
        });
        loading.then(retryError.clear, retryError.show);
      },
      isLatest: () => !timeline.hasNewer.peek(),
    });
    const element = scroller.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "End" || event.target !== element || event.defaultPrevented) return;
      event.preventDefault(); // by itself a browser goes to the end of what is loaded
      scroll.toLatest();
    };
    element.addEventListener("keydown", onKeyDown);
    return () => {
      element.removeEventListener("keydown", onKeyDown);
      keeper.current?.dispose();
    };
  }, []);
  return scroll;
}
