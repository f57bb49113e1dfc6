import { peopleIn } from "../../../lib/protocol/room_preview.ts";
import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import type { Timeline, TimelineItem } from "../../../lib/client/model.ts";
import { emptied } from "../../../lib/protocol/emptied.ts";
import type { ConversationId, ConversationSummary } from "../../../lib/protocol/events.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { gatherPassages, type PassageKeys, showsArrivals } from "../../../lib/ui/room/passages.ts";
import { newMessages, type TimelineRow, timelineRows } from "../../../lib/ui/room/timeline_rows.ts";
import { useWindow } from "../window/window_context.ts";
import { Slices } from "./slices.ts";
import { rowsThatFit } from "./rows_that_fit.ts";
import type { TimelineScroll } from "./use_timeline_scroll.ts";

/** Rows while one reads along: what is above them is drawn when one goes there. */
const ROWS_AT_END = 80;
/** A slice waits no longer for a picture, in milliseconds. */
const LATEST_MS = 100;

export interface TimelineView {
  /** The loaded items that the reader wants to see. */
  loaded: readonly TimelineItem[];
  /** Those of them that are drawn. */
  items: readonly TimelineItem[];
  /** How many of them may be drawn while one scrolls. */
  fit: number;
  /** Others are drawn with the next pictures. */
  drawing: boolean;
  /** To be called when they stand in the document, in their places. */
  drawn(): void;
  rows: readonly TimelineRow[];
  /** The key of the first new message, where it is loaded. */
  firstNew: string | undefined;
}

/**
 * The rows to draw; new messages begin after the seq `unreadAfter`. While one scrolls, from where one is
 * `placed`, rows come and go in slices.
 */
export function useTimelineRows(
  timeline: Timeline,
  { id, unread }: ConversationSummary,
  unreadAfter: number | undefined,
  { atEnd, keeping }: TimelineScroll,
  placed: boolean,
): TimelineView {
  const { times, preferences } = useReading();
  const { hidden } = useWindow();
  const known = timeline.items.value;
  const all = useMemo(() => withoutHidden(known, id, hidden.value), [known, id, hidden.value]);
  const { members } = useWindow().model;
  const counts = members.conversation === id ? members.counts : undefined;
  const people = counts ? peopleIn(counts) : 0;
  const shown = showsArrivals(preferences.arrivals, people);
  const keys = useMemo((): PassageKeys => new Map(), [id]);
  const loaded = useMemo(
    () => gatherPassages(all, { conversation: id, shown, keys }),
    [all, id, shown],
  );
  const slices = useMemo(() => new Slices(() => performance.now()), [id]);
  const fit = useMemo(() => rowsThatFit(loaded, keeping), [loaded, keeping]);
  const most = atEnd.value ? ROWS_AT_END : fit;
  const fromEnd = atEnd.value || keeping === "newest";
  const from = fromEnd ? Math.max(0, loaded.length - most) : 0;
  const wanted = { from, to: Math.min(loaded.length, from + most) };
  const items = slices.next(loaded, wanted, atEnd.value || !placed);
  const [, draw] = useState(0);
  useLayoutEffect(() => {
    if (!slices.pending) return;
    const go = () => draw((times) => times + 1);
    const frame = requestAnimationFrame(go);
    const timer = setTimeout(go, LATEST_MS); // a hidden tab is drawn no pictures of
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  });
  const reachesMark = unreadAfter !== undefined && timeline.oldest.value <= unreadAfter + 1;
  const found = useMemo(
    () => reachesMark ? newMessages(loaded, unreadAfter) : undefined,
    [loaded, unreadAfter, reachesMark],
  );
  const firstNew = found?.first;
  const count = Math.max(found?.count ?? 0, timeline.hasNewer.value ? unread : 0);
  const rows = useMemo(
    () =>
      timelineRows(items, {
        dayKey: times.dayKey,
        ...(firstNew !== undefined && { unread: { first: firstNew, count } }),
      }),
    [items, times, firstNew, count],
  );
  const drawn = () => slices.drawn();
  return { loaded, items, fit, rows, firstNew, drawing: slices.pending, drawn };
}

/** The items, those that are being deleted as what will be left of them. */
function withoutHidden(
  items: readonly TimelineItem[],
  conversation: ConversationId,
  hidden: ReadonlySet<string>,
): readonly TimelineItem[] {
  if (hidden.size === 0) return items;
  return items.map((item) => {
    if (item.is !== "message" || !hidden.has(`${conversation} ${item.event.seq}`)) return item;
    return { ...item, event: emptied(item.event, item.event.at) };
  });
}
