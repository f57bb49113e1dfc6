import { LRUCache } from "lru-cache";
import type { Committed, LogEntry } from "../log/log.ts";
import type { ConversationId } from "../protocol/events.ts";
import { changesWords } from "./segments.ts";

/** Entries that are kept in all, and of one conversation: an index that is further behind reads its log. */
const MAX_KEPT = 16_384;
const MAX_OF_ONE = 512;

/**
 * What this instance committed a moment ago, so that its index need not read it from the log again. What
 * other instances commit in between is not in it, and what stands around that is forgotten.
 */
export class RecentEntries {
  readonly #kept = new LRUCache<ConversationId, LogEntry[]>({
    maxSize: MAX_KEPT,
    sizeCalculation: ({ length }) => length + 1,
  });

  /** Hears what was committed. */
  add(
    { conversation, entries, revised = [] }: Pick<
      Committed,
      "conversation" | "entries" | "revised"
    >,
  ) {
    // Of an edit that was found, not made, it is not known what the message says now.
    const isKnown = entries.every(({ event }) =>
      !changesWords(event) || revised.some((entry) => entry.event.seq === event.target)
    );
    if (!isKnown) return void this.#kept.delete(conversation);
    const kept = this.#kept.peek(conversation) ?? [];
    const last = kept.at(-1)?.event.seq;
    const first = entries[0]?.event.seq;
    const follows = last === undefined || first === last + 1;
    const now = follows ? kept : [];
    if (isGapless(entries)) now.push(...entries);
    const begin = now[0]?.event.seq ?? 0;
    for (const entry of revised) {
      const at = entry.event.seq - begin;
      if (at >= 0 && at < now.length) now[at] = entry;
    }
    if (now.length === 0 || now.length > MAX_OF_ONE) this.#kept.delete(conversation);
    else this.#kept.set(conversation, now);
  }

  /** All that follows a seq, where so many entries of it are kept; what comes before them is forgotten. */
  after(conversation: ConversationId, seq: number, atLeast: number): LogEntry[] | undefined {
    const kept = this.#kept.peek(conversation);
    const begin = kept?.[0]?.event.seq;
    if (!kept || begin === undefined || begin > seq + 1) return undefined;
    const left = kept.slice(seq + 1 - begin);
    if (left.length < atLeast) return undefined;
    this.#kept.set(conversation, left);
    return [...left];
  }
}

function isGapless(entries: readonly LogEntry[]): boolean {
  return entries.every(({ event }, n) => event.seq === (entries[0]?.event.seq ?? 0) + n);
}
