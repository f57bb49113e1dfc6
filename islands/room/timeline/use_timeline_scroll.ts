import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Timeline } from "../../../lib/client/model.ts";
import { MAX_ROWS } from "./rows_that_fit.ts";
import { ScrollKeeper } from "./scroll_keeper.ts";
import type { RetryError } from "./use_retry_error.ts";

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
  /**
   * After rows were drawn: moves what is read back to its place; and loads and drops rows around it, but for
   * those that `fit`, unless others are still to be drawn.
   */
  settle(loadedItems: number, drawn?: { fit: number; drawing: boolean }): void;
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
  const drawing = useRef(false);
  const newerCame = useRef(false);
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
      settle(loadedItems: number, drawn = { fit: MAX_ROWS, drawing: false }) {
        drawing.current = drawn.drawing;
        keeper.current?.drawn();
        if (drawn.drawing) return;
        // Rows that came and went may have the size of those before, which no observer tells of.
        const range = `${timeline.oldest.peek()} ${timeline.newest.peek()}`;
        // A page of lines that are gathered, or quiet, draws nothing: it is gone on with, at the end too.
        const older = timeline.oldest.peek() < settledFrom.current;
        if (older || !atEnd.peek() && range !== settledAt.current) keeper.current?.askForMore();
        settledAt.current = range;
        settledFrom.current = timeline.oldest.peek();
        if (!atEnd.peek() && loadedItems > drawn.fit) timeline.trim(drawn.fit, scroll.keeping);
        if (newerCame.current) scroll.keeping = "oldest";
        newerCame.current = false;
      },
      loadNear: () => keeper.current?.askForMore(),
    };
  }, []);
  keeper.current?.follow(); // before the rows of this render change
  const isBusy = () => timeline.loading.peek() || drawing.current;
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
        if (timeline.hasOlder.peek() && !isBusy()) scroll.loadOlder();
      },
      nearBottom() {
        if (!timeline.hasNewer.peek() || isBusy()) return;
        scroll.keeping = "newest";
        const loading = timeline.loadNewer().finally(() => {
          newerCame.current = true; // its rows are drawn, then as many go at the other end
        });
        loading.then(retryError.clear, retryError.show);
      },
      isLatest: () => !timeline.hasNewer.peek(),
    });
    const stopKeys = listenToEnd(scroller.current, scroll.toLatest);
    return () => {
      stopKeys();
      keeper.current?.dispose();
    };
  }, []);
  return scroll;
}

/** By itself a browser goes to the end of what is loaded. Returns how to stop listening. */
function listenToEnd(element: HTMLElement, toLatest: () => void): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "End" || event.target !== element || event.defaultPrevented) return;
    event.preventDefault();
    toLatest();
  };
  element.addEventListener("keydown", onKeyDown);
  return () => element.removeEventListener("keydown", onKeyDown);
}
