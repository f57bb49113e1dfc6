// How a part of an index is stored: terms in order, each with the places of its messages. A row of
// bytes holds many terms; what a term has in common with the one before it is not written again.

/** Terms and the seqs of the messages that have them, ascending. */
export type Postings = Map<string, number[]>;

/** A row: its first term, and what it holds. */
export interface TermRow {
  first: string;
  bytes: Uint8Array;
}

/** A row of terms is closed above this: whoever looks for one term reads one row. */
const ROW_BYTES = 8 * 1024;

/** No term is longer: 40 code units, or what an id takes. */
const MAX_TERM_BYTES = 512;
const NOTHING = new Uint8Array();

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Rows of all terms, in their order. `base`: no seq is below it. */
export function encodeRows(postings: Postings, base: number): TermRow[] {
  const rows: TermRow[] = [];
  const [writer, places] = [new ByteWriter(), new ByteWriter()];
  let first = "";
  let before = NOTHING;
  for (const term of [...postings.keys()].sort()) {
    const seqs = postings.get(term) ?? [];
    if (seqs.length === 0) continue;
    if (writer.length >= ROW_BYTES) {
      rows.push({ first, bytes: writer.taken() });
    }
    if (writer.length === 0) [before, first] = [NOTHING, term];
    const letters = encoder.encode(term);
    const shared = sharedLength(before, letters);
    writer.number(shared);
    writer.number(letters.length - shared);
    writer.append(letters.subarray(shared));
    let last = base;
    for (const seq of seqs) {
      places.number(seq - last);
      last = seq;
    }
    writer.number(places.length);
    writer.append(places.held);
    places.length = 0;
    before = letters;
  }
  if (writer.length > 0) rows.push({ first, bytes: writer.taken() });
  return rows;
}

/** Adds what a row holds to `postings`; of terms that are there, behind what is there. */
export function decodeRow(bytes: Uint8Array, base: number, postings: Postings): void {
  const reader = new ByteReader(bytes);
  const letters = new Uint8Array(MAX_TERM_BYTES);
  while (reader.at < bytes.length) {
    const shared = reader.number();
    const length = reader.number();
    letters.set(reader.take(length), shared);
    const term = decoder.decode(letters.subarray(0, shared + length));
    const size = reader.number();
    const seqs = reader.seqs(base, reader.at + size);
    const known = postings.get(term);
    if (known) { for (const seq of seqs) known.push(seq); }
    else postings.set(term, seqs);
  }
}

/** The seqs of a term in a row, or of all that begin with it: without making the other terms. */
export function findInRow(
  bytes: Uint8Array,
  base: number,
  { term, prefix }: { term: string; prefix: boolean },
): number[][] {
  const lists: number[][] = [];
  const wanted = encoder.encode(term);
  const reader = new ByteReader(bytes);
  let same = 0; // bytes that the term has in common with the wanted one
  while (reader.at < bytes.length) {
    const shared = reader.number();
    const length = reader.number();
    // What has more in common with the one before than that with the wanted one differs as that did.
    if (shared <= same) same = shared + sharedLength(wanted.subarray(shared), reader.peek(length));
    reader.at += length;
    const end = reader.number() + reader.at;
    const fits = same === wanted.length && (prefix || shared + length === wanted.length);
    if (fits) lists.push(reader.seqs(base, end));
    else if (lists.length > 0) break; // they stand together
    reader.at = end;
  }
  return lists;
}

/** Seqs of several lists, ascending, each once. */
export function union(lists: readonly number[][]): number[] {
  const [only] = lists;
  if (lists.length <= 1) return only ?? [];
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}

/** Seqs that stand in both lists. */
export function intersection(a: readonly number[], b: readonly number[]): number[] {
  const both: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [left, right] = [a[i] ?? 0, b[j] ?? 0];
    if (left === right) both.push(left);
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return both;
}

/** How many bytes two terms have in common at their beginning. */
function sharedLength(a: Uint8Array, b: Uint8Array): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

/** Bytes that grow; numbers take seven bits a byte. */
class ByteWriter {
  #bytes = new Uint8Array(256);
  length = 0;

  number(value: number): void {
    this.#room(5);
    for (; value >= 0x80; value >>>= 7) this.#bytes[this.length++] = value & 0x7f | 0x80;
    this.#bytes[this.length++] = value;
  }

  append(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What it holds, until it changes. */
  get held(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  /** A copy of what it holds, which it then does not hold any more. */
  taken(): Uint8Array {
    const bytes = this.#bytes.slice(0, this.length);
    this.length = 0;
    return bytes;
  }

  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.length + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

class ByteReader {
  at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  number(): number {
    let value = 0;
    for (let shift = 0;; shift += 7) {
      const byte = this.bytes[this.at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  peek(length: number): Uint8Array {
    return this.bytes.subarray(this.at, this.at + length);
  }

  take(length: number): Uint8Array {
    return this.bytes.subarray(this.at, this.at += length);
  }

  /** The seqs that stand up to an end. */
  seqs(base: number, end: number): number[] {
    const seqs: number[] = [];
    for (let seq = base; this.at < end;) seqs.push(seq += this.number());
    return seqs;
  }
}
