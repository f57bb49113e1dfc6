// How a part of an index is stored: terms in order, each with the places of its messages. A row of
// bytes holds many terms; what a term has in common with the one before it is not written again.
import type { MessageEvent } from "../protocol/events.ts";
import { eachIndexTerm } from "../text/search/message.ts";
import { ByteReader, ByteWriter } from "./bytes.ts";
import type { StoredList } from "./stored_lists.ts";
import { FilterTerms } from "./term_filter.ts";

/** Terms and the seqs of the messages that have them, ascending. */
export type Postings = Map<string, number[]>;

/** A row: its first term, and what it holds. */
export interface TermRow {
  first: string;
  bytes: Uint8Array;
}

/** All rows of a segment, and the filter that says which terms they may have. */
export interface SegmentBytes {
  rows: TermRow[];
  filter: Uint8Array;
}

/** A row of terms is closed above this: whoever looks for one term reads one row. */
const ROW_BYTES = 8 * 1024;

/** No term is longer: 40 code units, or what an id takes. */
const MAX_TERM_BYTES = 512;

/** Adds a message; where later ones are there already, in its place among them. */
export function addMessage(postings: Postings, message: MessageEvent): void {
  const { seq } = message;
  eachIndexTerm(message, (term) => {
    const seqs = postings.get(term);
    const last = seqs?.[seqs.length - 1] ?? 0;
    if (!seqs) postings.set(term, [seq]);
    else if (last < seq) seqs.push(seq);
    else if (last > seq && !seqs.includes(seq)) {
      seqs.splice(seqs.findIndex((one) => one > seq), 0, seq);
    }
  });
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Rows of all terms, in their order. `base`: no seq is below it. */
export function encodeRows(postings: Postings, base: number): SegmentBytes {
  const writer = new RowWriter();
  const letters = new Uint8Array(MAX_TERM_BYTES);
  const places = new ByteWriter();
  for (const term of sortedTerms(postings)) {
    const seqs = postings.get(term) ?? [];
    if (seqs.length === 0) continue;
    places.length = 0;
    let last = base;
    for (const seq of seqs) {
      places.number(seq - last);
      last = seq;
    }
    writer.add(letters, encodeTerm(term, letters), places);
  }
  return writer.taken();
}

/**
 * Rows of several segments that follow one another, as one: their bytes are moved, and no term is made
 * of them. `base` of each: as it was written.
 */
export function mergeRows(
  parts: readonly { rows: readonly Uint8Array[]; base: number }[],
): SegmentBytes {
  const base = parts[0]?.base ?? 0;
  const cursors = parts.map((part) => new TermCursor(part.rows, part.base));
  const writer = new RowWriter();
  const places = new ByteWriter();
  for (const least: TermCursor[] = [];;) {
    findLeast(cursors, least);
    const [first] = least;
    if (!first) return writer.taken();
    places.length = 0;
    let last = base;
    for (const one of least) last = one.movePlaces(places, last);
    writer.add(first.letters, first.length, places);
    for (const one of least) one.next();
  }
}

/** Fills `least` with the cursors whose term comes first, in their order; with none where all have ended. */
function findLeast(cursors: readonly TermCursor[], least: TermCursor[]): void {
  least.length = 0;
  for (const one of cursors) {
    if (one.ended) continue;
    const [first] = least;
    const order = first ? one.order(first) : 0;
    if (order < 0) least.length = 0;
    if (order <= 0) least.push(one);
  }
}

/** The filter of rows that were stored without one. */
export function filterOf(rows: readonly Uint8Array[]): Uint8Array {
  const terms = new FilterTerms();
  for (const cursor = new TermCursor(rows, 0); !cursor.ended; cursor.next()) {
    terms.add(cursor.letters, cursor.length, cursor.shared);
  }
  return terms.taken();
}

/** Adds what a row holds to `postings`; of terms that are there, behind what is there. */
export function decodeRow(bytes: Uint8Array, base: number, postings: Postings): void {
  for (const cursor = new TermCursor([bytes], base); !cursor.ended; cursor.next()) {
    const { term, seqs } = cursor;
    const known = postings.get(term);
    if (known) { for (const seq of seqs) known.push(seq); }
    else postings.set(term, seqs);
  }
}

/** The list of a term in a row, or of all that begin with it. `letters`: the bytes of the term. */
export function findInRow(
  bytes: Uint8Array,
  { letters, prefix }: { letters: Uint8Array; prefix: boolean },
): StoredList[] {
  const lists: StoredList[] = [];
  const reader = new ByteReader(bytes);
  let same = 0; // bytes that the term has in common with the wanted one
  while (reader.at < bytes.length) {
    const shared = reader.number();
    const length = reader.number();
    // What has more in common with the one before than that with the wanted one differs as that did.
    if (shared <= same) {
      same = shared;
      const end = Math.min(length, letters.length - shared);
      for (let n = 0; n < end && bytes[reader.at + n] === letters[shared + n]; n++) same++;
    }
    const after = same < letters.length && same < shared + length && same >= shared &&
      (bytes[reader.at + same - shared] ?? 0) > (letters[same] ?? 0);
    reader.at += length;
    const end = reader.number() + reader.at;
    const fits = same === letters.length && (prefix || shared + length === letters.length);
    if (fits) lists.push({ bytes, at: reader.at, end });
    else if (after || lists.length > 0) break; // they stand together, in their order
    reader.at = end;
  }
  return lists;
}

/** Terms in the order of their bytes, in which they stand in rows. */
export function compareTerms(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    // Halves of letters stand before \ue000 in a string, and their letters behind it.
    if (left !== right) return inBytes(left) - inBytes(right);
  }
  return a.length - b.length;
}

function inBytes(code: number): number {
  return code >= 0xe000 ? code - 0x800 : code >= 0xd800 ? code + 0x2000 : code;
}

const HALF_LETTER = /[\ud800-\udfff]/;

function sortedTerms(postings: Postings): string[] {
  const terms = [...postings.keys()].sort();
  return terms.some((term) => HALF_LETTER.test(term)) ? terms.sort(compareTerms) : terms;
}

/** Writes a term, and gives its bytes. */
function encodeTerm(term: string, into: Uint8Array): number {
  for (let at = 0; at < term.length; at++) {
    const code = term.charCodeAt(at);
    if (code >= 0x80) return encoder.encodeInto(term, into).written;
    into[at] = code;
  }
  return term.length;
}

/** Writes terms in their order into rows. */
class RowWriter {
  readonly #writer = new ByteWriter();
  readonly #filter = new FilterTerms();
  readonly #before = new Uint8Array(MAX_TERM_BYTES);
  readonly #rows: TermRow[] = [];
  #beforeLength = 0;
  #first = "";

  add(letters: Uint8Array, length: number, places: ByteWriter): void {
    const writer = this.#writer;
    if (writer.length >= ROW_BYTES) this.#close();
    let shared = 0;
    const most = Math.min(length, this.#beforeLength);
    while (shared < most && letters[shared] === this.#before[shared]) shared++;
    this.#filter.add(letters, length, shared);
    if (writer.length === 0) {
      this.#first = decoder.decode(letters.subarray(0, length));
      shared = 0;
    }
    writer.number(shared);
    writer.number(length - shared);
    writer.append(letters, shared, length);
    writer.number(places.length);
    writer.append(places.held, 0, places.length);
    for (let at = shared; at < length; at++) this.#before[at] = letters[at] ?? 0;
    this.#beforeLength = length;
  }

  taken(): SegmentBytes {
    if (this.#writer.length > 0) this.#close();
    return { rows: this.#rows, filter: this.#filter.taken() };
  }

  #close(): void {
    this.#rows.push({ first: this.#first, bytes: this.#writer.taken() });
  }
}

/** Goes through the terms of a segment's rows, in their order. */
class TermCursor {
  readonly letters = new Uint8Array(MAX_TERM_BYTES);
  length = 0;
  /** Bytes that it has in common with the term before it in its row. */
  shared = 0;
  ended = false;
  #row = 0;
  #reader: ByteReader;
  #end = 0;

  constructor(private readonly rows: readonly Uint8Array[], private readonly base: number) {
    this.#reader = new ByteReader(rows[0] ?? new Uint8Array());
    this.next();
  }

  next(): void {
    let reader = this.#reader;
    reader.at = this.#end;
    while (reader.at >= reader.bytes.length) {
      const row = this.rows[++this.#row];
      if (!row) {
        this.ended = true;
        return;
      }
      reader = this.#reader = new ByteReader(row);
    }
    this.shared = reader.number();
    const length = reader.number();
    for (let n = 0; n < length; n++) {
      this.letters[this.shared + n] = reader.bytes[reader.at++] ?? 0;
    }
    this.length = this.shared + length;
    const size = reader.number();
    this.#end = reader.at + size;
  }

  /** Below zero where its term stands before that of the other. */
  order(other: TermCursor): number {
    const length = Math.min(this.length, other.length);
    for (let at = 0; at < length; at++) {
      const difference = (this.letters[at] ?? 0) - (other.letters[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return this.length - other.length;
  }

  get term(): string {
    return decoder.decode(this.letters.subarray(0, this.length));
  }

  /** The places of its term; they can be read once. */
  get seqs(): number[] {
    return this.#reader.seqs(this.base, this.#end);
  }

  /** Adds the places of its term behind others that end at `last`, and gives where these end. */
  movePlaces(places: ByteWriter, last: number): number {
    const reader = this.#reader;
    let seq = this.base + reader.number();
    places.number(seq - last);
    const rest = reader.at;
    while (reader.at < this.#end) seq += reader.number();
    places.append(reader.bytes, rest, this.#end);
    return seq;
  }
}
