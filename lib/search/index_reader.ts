import { keys } from "../kv/keys.ts";
import type { Kv } from "../kv/kv.ts";
import type { ConversationId } from "../protocol/events.ts";
import type { Lookup } from "../text/search/query.ts";
import type { SeqRange } from "./engine.ts";
import { SegmentReader } from "./segment_reader.ts";
import { INDEX_FORM, type IndexRow, type Segment } from "./segments.ts";

/** Tries to read segments that are replaced meanwhile: each means that a step was taken. */
const MAX_TRIES = 10;

/** How far the index of a conversation reaches, and its stretches. */
export type ReadIndex = Pick<IndexRow, "cursor" | "segments">;

/** Reads indexes. Everything rejects with `Unavailable`. */
export interface IndexReader {
  /** Those of conversations, in their order; one that there is none of reaches nowhere. */
  open(conversations: readonly ConversationId[]): Promise<ReadIndex[]>;
  /** Those of some segments that may have what all lookups find: told without reading their terms. */
  narrow(
    conversation: ConversationId,
    segments: readonly Segment[],
    lookups: readonly Lookup[],
  ): Promise<Segment[]>;
  /**
   * The seqs in a range of an index, ascending, that all lookups find; `undefined` where steps replaced
   * what was read on every try.
   */
  find(
    conversation: ConversationId,
    range: SeqRange,
    lookups: readonly Lookup[],
    index: ReadIndex,
  ): Promise<number[] | undefined>;
}

/** Over a store. */
export function createIndexReader({ kv }: { kv: Pick<Kv, "getMany"> }): IndexReader {
  const segments = new SegmentReader(kv);

  async function open(conversations: readonly ConversationId[]): Promise<ReadIndex[]> {
    const rows = await kv.getMany<IndexRow>(conversations.map(keys.searchIndex));
    return rows.map(({ value }) =>
      value?.form === INDEX_FORM ? value : { cursor: 0, segments: [] }
    );
  }

  return {
    open,
    narrow: (conversation, some, lookups) => segments.narrow(conversation, some, lookups),
    async find(conversation, { from, to }, lookups, index) {
      let now = index;
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const some = now.segments.filter((one) => one.from <= to && one.to >= from);
        const wanted = await segments.narrow(conversation, some, lookups);
        const found = await segments.find(conversation, wanted, lookups);
        if (found) return found.filter((seq) => seq >= from && seq <= to);
        [now = index] = await open([conversation]);
      }
      return undefined;
    },
  };
}
