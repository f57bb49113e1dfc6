// Threads: replies stand in the log of their conversation, and in its timeline only if asked (M6).
import type { Draft, LogEvent, MessageEvent, Replies, UserId } from "./events.ts";

/** People of a thread whose faces its root shows. */
const MAX_THREAD_FACES = 5;

/** A reply in a thread, as far as its root counts it. */
export interface ThreadReply {
  seq: number;
  at: number;
  by: UserId;
}

/** What the root says with one more reply. Counting one twice gives the same. */
export function withReply(replies: Replies | undefined, { seq, at, by }: ThreadReply): Replies {
  if (replies && seq <= replies.last) return replies;
  const others = (replies?.by ?? []).filter((one) => one !== by);
  return {
    count: (replies?.count ?? 0) + 1,
    at,
    last: seq,
    by: [by, ...others].slice(0, MAX_THREAD_FACES),
  };
}

/** The last reply that a root counts, and how many there are up to it. */
export function endOf(root: LogEvent): { last: number; count: number } {
  const { last = 0, count = 0 } = root.kind === "message" && root.replies || {};
  return { last, count };
}

/** The root of the thread in which an event is a reply; `undefined` where it is none. */
export function threadOf(event: LogEvent): number | undefined {
  return event.kind === "message" ? event.thread : undefined;
}

/**
 * Whether an event stands in the timeline of its conversation. Changes of earlier messages do not, nor
 * do replies in a thread, unless they were sent to the room as well.
 */
export function standsInTimeline(event: LogEvent | Draft): boolean {
  if ("target" in event) return false;
  return event.kind !== "message" || event.thread === undefined || event.alsoInRoom === true;
}

/** Where a message stands among others, which stays when its words are gone. */
export function placeInThreads(
  { replyTo, thread, alsoInRoom, replies }: Pick<
    Partial<MessageEvent>,
    "replyTo" | "thread" | "alsoInRoom" | "replies"
  >,
) {
  return {
    ...(replyTo !== undefined && { replyTo }),
    ...(thread !== undefined && { thread }),
    ...(thread !== undefined && alsoInRoom && { alsoInRoom }),
    ...(replies && { replies }),
  };
}
