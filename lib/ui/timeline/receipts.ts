import type { Person, Receipt } from "../../protocol/events.ts";
import { wroteHere } from "../../client/apply_change.ts";
import type { TimelineItem } from "../../client/model.ts";

/** Somebody who lets it be seen how far they have read. */
export interface Reader extends Person, Receipt {}

/** Who has read up to a message and no further, by its key; in the order in which they did. */
export type Receipts = ReadonlyMap<string, readonly Reader[]>;

/**
 * Puts each reader to the last message that they have read: to none where they wrote it, for then it
 * says so itself, or where that message is not among `items`. `hasNewer`: more follow that are not.
 */
export function receiptsAt(
  items: readonly TimelineItem[],
  readers: readonly Reader[],
  hasNewer: boolean,
): Receipts {
  const places = new Map<string, Reader[]>();
  const messages = items.filter((item) => item.is === "message");
  for (const reader of readers) {
    const last = messages.findLast(({ event }) =>
      wroteHere(reader.id, event) || event.seq <= reader.seq
    );
    if (!last || wroteHere(reader.id, last.event)) continue;
    if (hasNewer && last === messages.at(-1) && last.event.seq < reader.seq) continue;
    places.set(last.key, [...places.get(last.key) ?? [], reader]);
  }
  for (const there of places.values()) there.sort((one, other) => (one.at ?? 0) - (other.at ?? 0));
  return places;
}
