import type { Page } from "../chat/chat.ts";
import { ownOf } from "../protocol/own_marks.ts";
import { part } from "./event_frames.ts";
import { exceedsBytes } from "./frame_size.ts";

/** A page of history is cut to about this (D10), so that replies cannot overrun a connection (D6). */
const MAX_PAGE_BYTES = 256 * 1024;

/**
 * A page that fits a reply: where it does not, it keeps the events nearest to those asked for, with
 * `more`.
 */
export function fitPage(page: Page, asked: { after?: number }): Page {
  const { events, users, quotes, own, from, to } = page;
  if (events.length < 2 || !exceedsBytes(JSON.stringify(page), MAX_PAGE_BYTES)) return page;
  const half = events.length >> 1;
  const [start, end] = asked.after === undefined ? [half, events.length] : [0, half];
  const { conversation: _, ...kept } = part(
    { conversation: "", events, users, quotes },
    start,
    end,
  );
  const whole = from === undefined || to === undefined
    ? {}
    : asked.after === undefined
    ? { from: kept.events[0]?.seq ?? from, to }
    : { from, to: kept.events.at(-1)?.seq ?? to };
  const { thread } = page;
  return fitPage(
    { ...kept, ...ownOf(own, kept.events), more: true, ...whole, ...(thread && { thread }) },
    asked,
  );
}
