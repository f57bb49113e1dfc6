import type { Page } from "../chat/chat.ts";
import { part } from "./event_frames.ts";
import { exceedsBytes } from "./frame_size.ts";

/** A page of history is cut to about this (D10), so that replies cannot fill a connection (D6). */
const MAX_PAGE_BYTES = 256 * 1024;

/**
 * A page that fits a reply: with texts so long that it does not, it keeps the events nearest to what
 * was asked for and says that there is more.
 */
export function fitPage(page: Page, asked: { after?: number }): Page {
  const { events, users } = page;
  if (events.length < 2 || !exceedsBytes(JSON.stringify(page), MAX_PAGE_BYTES)) return page;
  const half = events.length >> 1;
  const [start, end] = asked.after === undefined ? [half, events.length] : [0, half];
  const kept = part({ conversation: "", events, users }, start, end);
  return fitPage({ events: kept.events, users: kept.users, more: true }, asked);
}
