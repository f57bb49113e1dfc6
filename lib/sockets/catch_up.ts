import type { Feeds } from "../chat/chat.ts";
import type { ConversationId, EventBatch } from "../protocol/events.ts";
import { FAR_BEHIND_EVENTS, MAX_SYNC_EVENTS } from "../protocol/limits.ts";
import { part } from "./event_frames.ts";

/** Events of one page: with the longest texts, a page stays below what may wait on a socket. */
const PAGE_EVENTS = 50;

/** What a client does not have. `from`: it drops what it holds before this seq (D8). */
export type CatchUpPage =
  | { is: "nothing" }
  | { is: "page"; batch: EventBatch; cursor: number; from?: number };

/**
 * The next events for a client that has everything up to `cursor`, read from the log; the newest
 * where it is too far behind, or beyond a log that was replaced (D8). Never beyond the feed's position:
 * what was not delivered yet comes live, after the reply to its author (D5).
 */
export async function nextPage(
  feeds: Feeds,
  conversation: ConversationId,
  cursor: number,
): Promise<CatchUpPage> {
  const position = () => feeds.position(conversation) ?? cursor;
  const missing = position() - cursor;
  if (missing >= 0 && missing <= MAX_SYNC_EVENTS) {
    const limit = Math.min(missing, PAGE_EVENTS);
    const batch = upTo(position(), await feeds.read(conversation, { after: cursor, limit }));
    const last = batch.events.at(-1);
    if (!last) throw new Error(`The log gave nothing between ${cursor} and ${position()}`);
    return { is: "page", batch, cursor: last.seq };
  }
  const newest = await feeds.read(conversation, { limit: FAR_BEHIND_EVENTS, newest: true });
  const head = newest.events.at(-1)?.seq ?? 0;
  if (missing < 0 && head >= cursor) {
    // The client was on an instance that is ahead: this one's feed is behind the log.
    if (position() <= cursor) return { is: "nothing" };
    return await nextPage(feeds, conversation, cursor);
  }
  const batch = upTo(position(), newest);
  const [first] = batch.events;
  if (!first && position() > 0) throw new Error(`The newest events are all after ${position()}`);
  return { is: "page", batch, cursor: batch.events.at(-1)?.seq ?? 0, from: first?.seq ?? 1 };
}

function upTo(position: number, batch: EventBatch): EventBatch {
  const known = batch.events.filter((event) => event.seq <= position).length;
  return known === batch.events.length ? batch : part(batch, 0, known);
}
