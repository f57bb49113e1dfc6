import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Timeline } from "../../../lib/client/model.ts";
import type { RetryError } from "../timeline/use_retry_error.ts";
import type { TimelineScroll } from "../timeline/use_timeline_scroll.ts";
import { focusRow } from "../timeline/use_target.ts";
import type { ShownThread } from "../window/shown.ts";
import { useWindow } from "../window/window_context.ts";

/**
 * Shows the reply that a link led to: loads what is around it where it is not held, scrolls there and
 * gives it the focus. Returns the key of the reply that is marked; `placed` is set once it is shown.
 */
export function useReplyTarget(
  shown: ShownThread | undefined,
  replies: Timeline,
  { scroll, scroller, placed, retryError }: {
    scroll: TimelineScroll;
    scroller: { readonly current: HTMLElement | null };
    placed: { current: boolean };
    retryError: RetryError;
  },
): Signal<string | undefined> {
  const window = useWindow();
  const found = useSignal<string | undefined>(undefined);
  const done = useRef<ShownThread | undefined>(undefined);
  const asked = useRef<ShownThread | undefined>(undefined);
  const target = shown?.at !== undefined && done.current !== shown ? shown : undefined;
  const items = replies.items.value;
  const isHeld = replies.loaded.value && !replies.loading.value;
  const key = target &&
    items.find((item) => item.is === "message" && item.event.seq === target.at)?.key;

  useLayoutEffect(() => {
    if (!target || key === undefined || !scroll.toRow(key)) return;
    done.current = target;
    placed.current = true;
    found.value = key;
    focusRow(scroller.current, key);
  });
  useEffect(() => {
    if (!target || key !== undefined || !isHeld) return;
    if (asked.current === target) { // what is around it came, without it
      done.current = target;
      window.showToast(window.words.t("message.not-there"), true);
      return;
    }
    asked.current = target;
    replies.around(target.at ?? 0).then(retryError.clear, (error) => {
      done.current = target;
      retryError.show(error);
    });
  }, [target, key, isHeld]);
  return found;
}
