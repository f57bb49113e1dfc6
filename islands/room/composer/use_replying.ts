import { loadLate } from "../load_late.ts";
import { useLayoutEffect } from "preact/hooks";
import type { ReadonlySignal } from "@preact/signals";
import type { Timeline, TimelineItem } from "../../../lib/client/model.ts";
import type { ActedOn } from "../../../lib/ui/timeline/acts.ts";
import { lazy } from "../../../lib/ui/elements/lazy.ts";
import { useWindow } from "../window/window_context.ts";
import type { ReplyLineProps } from "./reply_line.tsx";
import { isWritingIn, type WritingPlace } from "./writing.ts";

/** The line of a reply, whose code comes with the first one. */
export const LazyReplyLine = lazy<ReplyLineProps>(() =>
  loadLate().then(({ ReplyLine }) => ReplyLine)
);

/** The reply under way in a composer. */
export interface Replying {
  /** What it replies to, as that is now. */
  item: ActedOn;
  leave(): void;
}

/** Which message the composer of a place replies to; none where it is not loaded. `root`: of a thread. */
export function useReplying(
  place: WritingPlace,
  timeline: Timeline,
  root?: ReadonlySignal<TimelineItem | undefined>,
): Replying | undefined {
  const window = useWindow();
  const writing = window.writing.value;
  const seq = writing?.is === "reply" && isWritingIn(writing, place) ? writing.seq : undefined;
  useLayoutEffect(() => () => {
    const left = window.writing.peek();
    if (left?.is === "reply" && isWritingIn(left, place)) window.writing.value = undefined;
  }, [place.conversation, place.thread]);
  if (seq === undefined) return undefined;
  const shown = [root?.value, ...timeline.items.value];
  const item = shown.find((one) => one?.is === "message" && one.event.seq === seq);
  if (item?.is !== "message") return undefined;
  return {
    item,
    leave() {
      window.writing.value = undefined;
    },
  };
}
