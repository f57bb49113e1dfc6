import { keys } from "../kv/keys.ts";
import type { Kv } from "../kv/kv.ts";
import type { ConversationId } from "../protocol/events.ts";
import type { Lookup } from "../text/search/query.ts";
import { findInRow, intersection, union } from "./postings.ts";
import { INDEX_FORM, type IndexRow, type Segment } from "./segments.ts";

/** Tries to read segments that are replaced meanwhile: each means that a step was taken. */
const MAX_TRIES = 10;
/** Segments whose first terms are remembered. */
const MAX_REMEMBERED = 4_000;

/** How far the index of a conversation reaches, and its stretches. */
export type ReadIndex = Pick<IndexRow, "cursor" | "segments">;

/** A stretch of a log: both ends are in it. */
export interface SeqRange {
  from: number;
  to: number;
}

/** Reads indexes. Everything rejects with `Unavailable`. */
export interface IndexReader {
  /** Those of conversations, in their order; one that there is none of reaches nowhere. */
  open(conversations: readonly ConversationId[]): Promise<ReadIndex[]>;
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
  /** First terms of the rows of segments, which never change. */
  const firsts = new Map<string, string[]>();

  async function open(conversations: readonly ConversationId[]): Promise<ReadIndex[]> {
    const rows = await kv.getMany<IndexRow>(conversations.map(keys.searchIndex));
    return rows.map(({ value }) =>
      value?.form === INDEX_FORM ? value : { cursor: 0, segments: [] }
    );
  }

  async function readFirsts(conversation: ConversationId, segments: readonly Segment[]) {
    const unknown = segments.filter(({ id, rows }) => rows > 1 && !firsts.has(id));
    if (unknown.length === 0) return;
    if (firsts.size + unknown.length > MAX_REMEMBERED) firsts.clear();
    const rows = await kv.getMany<string[]>(
      unknown.map(({ id }) => keys.searchFirsts(conversation, id)),
    );
    for (const [n, { value }] of rows.entries()) {
      const id = unknown[n]?.id;
      if (value && id !== undefined) firsts.set(id, value);
    }
  }

  /** The rows of a segment where terms may stand that a lookup wants. */
  function rowsFor({ id, rows }: Segment, lookups: readonly Lookup[]): number[] | undefined {
    if (rows === 1) return [0];
    const known = firsts.get(id);
    if (!known) return undefined;
    const wanted = new Set<number>();
    for (const { terms, prefix } of lookups) {
      for (const term of terms) {
        const first = rowOf(known, term);
        const last = prefix ? rowOf(known, `${term}\uffff`) : first;
        for (let row = first; row <= last; row++) wanted.add(row);
      }
    }
    return [...wanted].sort((a, b) => a - b);
  }

  async function tryFind(
    conversation: ConversationId,
    segments: readonly Segment[],
    lookups: readonly Lookup[],
  ): Promise<number[] | undefined> {
    await readFirsts(conversation, segments);
    const places: { segment: Segment; row: number }[] = [];
    for (const segment of segments) {
      const rows = rowsFor(segment, lookups);
      if (!rows) return undefined;
      places.push(...rows.map((row) => ({ segment, row })));
    }
    const read = await kv.getMany<Uint8Array>(
      places.map(({ segment, row }) => keys.searchTerms(conversation, segment.id, row)),
    );
    const bytes = new Map<Segment, Uint8Array[]>();
    for (const [n, { value }] of read.entries()) {
      const segment = places[n]?.segment;
      if (!value || !segment) return undefined;
      bytes.set(segment, [...bytes.get(segment) ?? [], value]);
    }
    return segments.flatMap((segment) => matching(bytes.get(segment) ?? [], segment, lookups));
  }

  return {
    open,
    async find(conversation, { from, to }, lookups, index) {
      let now = index;
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const segments = now.segments.filter((one) => one.from <= to && one.to >= from);
        const found = await tryFind(conversation, segments, lookups);
        if (found) return found.filter((seq) => seq >= from && seq <= to);
        [now = index] = await open([conversation]);
      }
      return undefined;
    },
  };
}

/** The seqs of one segment that all lookups find. */
function matching(
  rows: readonly Uint8Array[],
  { from }: Segment,
  lookups: readonly Lookup[],
): number[] {
  let found: number[] | undefined;
  for (const { terms, prefix = false } of lookups) {
    const lists = terms.flatMap((term) =>
      rows.flatMap((bytes) => findInRow(bytes, from, { term, prefix }))
    );
    found = found ? intersection(found, union(lists)) : union(lists);
    if (found.length === 0) break;
  }
  return found ?? [];
}

/** The last row whose first term is not after a term; else the first. */
function rowOf(firsts: readonly string[], term: string): number {
  let [low, high] = [0, firsts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((firsts[middle] ?? "") <= term) low = middle;
    else high = middle - 1;
  }
  return low;
}
