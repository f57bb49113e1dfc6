import { namedBeside } from "../chat/identity/profiles.ts";
import type { EventBatch, Profiles } from "../protocol/events.ts";
import { quotesOf } from "../protocol/quotes.ts";
import { MAX_FRAME_BYTES } from "../protocol/limits.ts";
import { exceedsBytes } from "./frame_size.ts";

/**
 * The encoded `events` frames of a batch: one if it fits into `MAX_FRAME_BYTES`, else several with
 * consecutive events (one event alone is never split). `from` as in D8, on the first.
 */
export function eventFrames(batch: EventBatch, from?: number): string[] {
  const text = frameOf(batch, from);
  if (batch.events.length < 2 || !exceedsBytes(text, MAX_FRAME_BYTES)) return [text];
  const middle = batch.events.length >> 1;
  return [
    ...eventFrames(part(batch, 0, middle), from),
    ...eventFrames(part(batch, middle, batch.events.length)),
  ];
}

function frameOf({ conversation, events, users, quotes }: EventBatch, from?: number): string {
  return JSON.stringify({ type: "events", conversation, events, users, quotes, from });
}

/** Some of a batch's events, with the profiles and the quotes that they need. */
export function part(batch: EventBatch, start: number, end: number): EventBatch {
  const events = batch.events.slice(start, end);
  const users: Profiles = {};
  const quoted = quotesOf(batch.quotes, events);
  for (const id of namedBeside(events, quoted.quotes)) {
    const profile = batch.users[id];
    if (profile) users[id] = profile;
  }
  return { conversation: batch.conversation, events, users, ...quoted };
}
