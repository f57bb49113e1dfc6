import { LRUCache } from "lru-cache";
import { keys } from "../kv/keys.ts";
import type { Kv } from "../kv/kv.ts";
import type { ConversationId } from "../protocol/events.ts";
import type { Lookup } from "../text/search/query.ts";
import { compareTerms, findInRow } from "./postings.ts";
import type { Directory, Segment } from "./segments.ts";
import { inEachLookup, type StoredList } from "./stored_lists.ts";
import { filterOf } from "./term_cursor.ts";
import { filterHash, mayHave } from "./term_filter.ts";

/** The most that filters of segments take, and rows of terms, in bytes: the last ones used. */
const MAX_FILTER_BYTES = 16 * 1024 * 1024;
const MAX_ROW_BYTES = 32 * 1024 * 1024;
/** What an object that is kept takes beside its bytes, about. */
const OVERHEAD_BYTES = 100;

/** A row of a segment, by its place. */
interface RowPlace {
  segment: string;
  row: number;
}

/**
 * Reads segments. What is stored of one never changes, for another one takes its place: so what was read
 * of it is kept. Rejects with `Unavailable`.
 */
export class SegmentReader {
  readonly #directories = new LRUCache<string, Directory>({
    maxSize: MAX_FILTER_BYTES,
    sizeCalculation: ({ filter, firsts }) => filter.length + (firsts.length + 1) * OVERHEAD_BYTES,
  });
  readonly #rows = new LRUCache<string, Uint8Array>({
    maxSize: MAX_ROW_BYTES,
    sizeCalculation: ({ length }) => length + OVERHEAD_BYTES,
  });

  constructor(private readonly kv: Pick<Kv, "getMany">) {}

  /** Those that may have what all lookups find; one that was replaced meanwhile may. */
  async narrow(
    conversation: ConversationId,
    segments: readonly Segment[],
    lookups: readonly Lookup[],
  ): Promise<Segment[]> {
    const asked = lookups.map(({ terms, prefix = false }) =>
      terms.map((term) => filterHash(term, prefix))
    );
    const known = await this.#known(conversation, segments);
    return segments.filter(({ id }) => {
      const filter = known.get(id)?.filter;
      return !filter ||
        asked.every((hashes) => hashes.some((hash) => hash === undefined || mayHave(filter, hash)));
    });
  }

  /** The seqs that all lookups find; nothing where a segment was replaced meanwhile. */
  async find(
    conversation: ConversationId,
    segments: readonly Segment[],
    lookups: readonly Lookup[],
  ): Promise<number[] | undefined> {
    const known = await this.#known(conversation, segments);
    const asked = lookups.map(askedOf);
    const wanted: { segment: Segment; spans: Span[][] }[] = [];
    for (const segment of segments) {
      const directory = known.get(segment.id);
      if (!directory) return undefined;
      wanted.push({ segment, spans: spansOf(directory, asked) });
    }
    const rows = await this.#read(conversation, wanted.flatMap(placesOf));
    if (!rows) return undefined;
    return wanted.flatMap(({ segment, spans }) =>
      matching(spans, segment.from, (row) => rows.get(rowName(segment.id, row)))
    );
  }

  /** The directories of segments, by id; without those that were replaced meanwhile. */
  async #known(
    conversation: ConversationId,
    segments: readonly Segment[],
  ): Promise<Map<string, Directory>> {
    const known = new Map<string, Directory>();
    const unknown: Segment[] = [];
    for (const segment of segments) {
      const directory = this.#directories.get(segment.id);
      if (directory) known.set(segment.id, directory);
      else unknown.push(segment);
    }
    if (unknown.length === 0) return known;
    const read = await this.kv.getMany<Directory | Uint8Array>(
      unknown.map(({ id, rows }) =>
        rows === 1 ? keys.searchTerms(conversation, id, 0) : keys.searchDirectory(conversation, id)
      ),
    );
    for (const [n, { value }] of read.entries()) {
      const id = unknown[n]?.id;
      if (!value || id === undefined) continue;
      // Of a single row, the filter is made as it is read.
      const isRow = value instanceof Uint8Array;
      const directory = isRow ? { firsts: [], filter: filterOf([value]) } : value;
      if (isRow) this.#rows.set(rowName(id, 0), value);
      this.#directories.set(id, directory);
      known.set(id, directory);
    }
    return known;
  }

  /** Rows by name; nothing where one is gone. */
  async #read(
    conversation: ConversationId,
    places: readonly RowPlace[],
  ): Promise<Map<string, Uint8Array> | undefined> {
    const found = new Map<string, Uint8Array>();
    const missing: RowPlace[] = [];
    for (const place of places) {
      const name = rowName(place.segment, place.row);
      const bytes = this.#rows.get(name);
      if (bytes) found.set(name, bytes);
      else missing.push(place);
    }
    const read = await this.kv.getMany<Uint8Array>(
      missing.map(({ segment, row }) => keys.searchTerms(conversation, segment, row)),
    );
    for (const [n, { value }] of read.entries()) {
      const place = missing[n];
      if (!value || !place) return undefined;
      const name = rowName(place.segment, place.row);
      this.#rows.set(name, value);
      found.set(name, value);
    }
    return found;
  }
}

function rowName(segment: string, row: number): string {
  return `${segment} ${row}`;
}

/** A term that a lookup wants, as rows have it. */
interface AskedTerm {
  term: string;
  letters: Uint8Array;
  prefix: boolean;
}

const encoder = new TextEncoder();

function askedOf({ terms, prefix }: Lookup): AskedTerm[] {
  return terms.map((term) => ({ term, letters: encoder.encode(term), prefix: prefix === true }));
}

/** The rows where a term may stand. */
interface Span {
  asked: AskedTerm;
  first: number;
  last: number;
}

/** Of each lookup, those of its terms. */
function spansOf({ firsts }: Directory, lookups: readonly AskedTerm[][]): Span[][] {
  return lookups.map((terms) =>
    terms.map((asked) => {
      const first = rowOf(firsts, asked.term);
      const last = asked.prefix ? rowOf(firsts, `${asked.term}\u{10ffff}`) : first;
      return { asked, first, last };
    })
  );
}

/** Each once. */
function placesOf({ segment, spans }: { segment: Segment; spans: readonly Span[][] }): RowPlace[] {
  const rows = new Set<number>();
  for (const { first, last } of spans.flat()) {
    for (let row = first; row <= last; row++) rows.add(row);
  }
  return [...rows].map((row) => ({ segment: segment.id, row }));
}

/** The last row whose first term is not after a term; else the first. */
function rowOf(firsts: readonly string[], term: string): number {
  let [low, high] = [0, firsts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (compareTerms(firsts[middle] ?? "", term) <= 0) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The seqs of one segment that all lookups find. */
function matching(
  spans: readonly Span[][],
  base: number,
  rowAt: (row: number) => Uint8Array | undefined,
): number[] {
  const lookups: StoredList[][] = [];
  for (const ofLookup of spans) {
    const lists: StoredList[] = [];
    for (const { first, last, asked } of ofLookup) {
      for (let row = first; row <= last; row++) {
        const bytes = rowAt(row);
        if (bytes) lists.push(...findInRow(bytes, asked));
      }
    }
    if (lists.length === 0) return [];
    lookups.push(lists);
  }
  return inEachLookup(lookups, base);
}
