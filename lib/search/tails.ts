// The ends of logs that no index reaches yet, by their terms, in memory: each is read once, and then only
// what was added to it.
import { LRUCache } from "lru-cache";
import type { ConversationLog } from "../log/log.ts";
import type { ConversationId } from "../protocol/events.ts";
import type { Lookup } from "../text/search/query.ts";
import type { SeqRange } from "./engine.ts";
import { addMessage, type Postings } from "./postings.ts";
import { intersection, union } from "./stored_lists.ts";
import { changesWords, STEP_ENTRIES } from "./segments.ts";

/** A longer end is not kept: its index is behind, and follows. */
export const MAX_TAIL = 2 * STEP_ENTRIES;
/** The most terms of messages that are kept in all, those of ends that were asked for last. */
const MAX_TERMS = 200_000;

/** Times that an end is read on while other searches do the same, before it is read whole. */
const MAX_TRIES = 3;

/** Ends of logs. Everything rejects with `Unavailable`. */
export interface Tails {
  /**
   * The seqs in an end of a log that all lookups find, ascending, and how many entries were read for it.
   * At most `MAX_TAIL` entries long.
   */
  find(
    conversation: ConversationId,
    range: SeqRange,
    lookups: readonly Lookup[],
  ): Promise<{ seqs: number[]; read: number }>;
}

/** An end of a log: what its messages from `from` to `to` said when it was read. */
interface Tail {
  from: number;
  to: number;
  postings: Postings;
}

/** Over a log. */
export function createTails({ log }: { log: Pick<ConversationLog, "read"> }): Tails {
  const kept = new LRUCache<ConversationId, Tail>({
    maxSize: MAX_TERMS,
    sizeCalculation: ({ postings }) => postings.size + 1,
  });

  /** What is kept of an end, with all up to its last entry, and how many entries were read for that. */
  async function whole(conversation: ConversationId, { from, to }: SeqRange) {
    for (let tries = 0, read = 0;; tries++) {
      const known = kept.get(conversation);
      const before = known?.from === from && tries < MAX_TRIES ? known : undefined;
      if (before && before.to >= to) return { tail: before, read };
      const after = before?.to ?? from - 1;
      const entries = await log.read(conversation, { after, before: to + 1, limit: MAX_TAIL });
      read += entries.length;
      // Another search may have read on meanwhile.
      if (before && (kept.get(conversation) !== before || before.to !== after)) continue;
      const events = entries.map(({ event }) => event);
      const isChanged = events.some((event) =>
        changesWords(event) && event.target >= from && event.target <= after
      );
      if (isChanged) { // what an earlier message says: all of it is read anew
        kept.delete(conversation);
        continue;
      }
      const tail: Tail = before ?? { from, to, postings: new Map() };
      for (const event of events) if (event.kind === "message") addMessage(tail.postings, event);
      tail.to = to;
      kept.set(conversation, tail);
      return { tail, read };
    }
  }

  return {
    async find(conversation, range, lookups) {
      const { tail: { postings }, read } = await whole(conversation, range);
      const seqs = lookups.map((lookup) => lookUp(postings, lookup)).reduce(intersection);
      return { seqs: seqs.filter((seq) => seq <= range.to), read };
    },
  };
}

function lookUp(postings: Postings, { terms, prefix }: Lookup): number[] {
  if (!prefix) return union(terms.flatMap((term) => [postings.get(term) ?? []]));
  const lists: number[][] = [];
  for (const [term, seqs] of postings) {
    if (terms.some((one) => term.startsWith(one))) lists.push(seqs);
  }
  return union(lists);
}
