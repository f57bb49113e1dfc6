// How a part of an index is stored: terms in order, each with the places of its messages. A row of
// bytes holds many terms; what a term has in common with the one before it is not written again.
import type { MessageEvent } from "../protocol/events.ts";
import { indexTerms } from "../text/search/message.ts";
import { ByteReader, ByteWriter } from "./bytes.ts";
import { RowWriter, type SegmentBytes } from "./row_writer.ts";
import type { StoredList } from "./stored_lists.ts";
import { MAX_TERM_BYTES, TermCursor } from "./term_cursor.ts";

/** Terms and the seqs of the messages that have them, ascending. */
export type Postings = Map<string, number[]>;

/** Adds a message; where later ones are there already, in its place among them. */
export function addMessage(postings: Postings, message: MessageEvent): void {
  const { seq } = message;
  for (const term of indexTerms(message)) {
    const seqs = postings.get(term);
    const last = seqs?.[seqs.length - 1] ?? 0;
    if (!seqs) postings.set(term, [seq]);
    else if (last < seq) seqs.push(seq);
    else if (last > seq && !seqs.includes(seq)) {
      seqs.splice(seqs.findIndex((one) => one > seq), 0, seq);
    }
  }
}

const encoder = new TextEncoder();

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
    writer.add(letters, 0, encodeTerm(term, letters), places);
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
    writer.add(first.letters, 0, first.length, places);
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
