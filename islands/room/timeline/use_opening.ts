import { type Signal, useComputed, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { isPassing, type Timeline } from "../../../lib/client/model.ts";
import { systemClock, type Timer } from "../../../lib/runtime/clock.ts";
import type { RetryError } from "./use_retry_error.ts";
import type { TimelineScroll } from "./use_timeline_scroll.ts";
import type { TimelineView } from "./use_timeline_rows.ts";
import type { UnreadMark } from "./unread_mark.ts";
import { useWindow } from "../window/window_context.ts";

/** The first page is asked for again this long after a rejection that may pass. */
const RETRY_MS = 2000;

/**
 * Opens a conversation where the person stopped reading: at the mark of new messages, or at its end.
 * Loads what is missing there, again when the connection is back or a rejection has passed. Returns
 * whether the place is reached.
 */
export function useOpening(
  timeline: Timeline,
  mark: UnreadMark,
  { items, firstNew }: TimelineView,
  scroll: TimelineScroll,
  retryError: RetryError,
): Signal<boolean> {
  const { model, target } = useWindow();
  // One is led to a message: that is the place, unless it cannot be shown.
  const led = target.value?.conversation === timeline.conversation;
  const online = useComputed(() => model.connection.value.state === "online");
  const asked = useSignal(false);
  const placed = useSignal(false);
  const wasAsked = asked.value;
  const isDrawn = timeline.newest.value > 0 &&
    (mark.after === undefined || items.some((item) => item.key === firstNew));

  useLayoutEffect(() => {
    placed.value = scroll.stay();
  }, []);
  useLayoutEffect(() => {
    if (led || placed.peek() || !isDrawn && !(wasAsked && items.length > 0)) return;
    if (!scroll.toRow("unread")) scroll.toLatest();
    placed.value = true;
  });

  useEffect(() => {
    if (placed.peek()) return scroll.loadNear(); // it could not be loaded while offline
    if (led || isDrawn) return;
    let wanted = true;
    let again: Timer | undefined;
    const load = async () => {
      try {
        if (mark.after === undefined) await timeline.toLatest();
        else await timeline.around(Math.max(1, mark.after));
      } catch (error) {
        if (!wanted) return;
        retryError.show(error);
        if (isPassing(error)) again = systemClock.after(RETRY_MS, load);
        return;
      }
      if (!wanted) return;
      retryError.clear();
      asked.value = online.peek();
    };
    void load();
    return () => {
      wanted = false;
      again?.cancel();
    };
  }, [online.value, led]);

  return placed;
}
