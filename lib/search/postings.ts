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

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Rows of all terms, in their order. `base`: no seq is below it. */
export function encodeRows(postings: Postings, base: number): TermRow[] {
  const rows: TermRow[] = [];
  const [writer, places] = [new ByteWriter(), new ByteWriter()];
  let first = "";
  let before = "";
  for (const term of [...postings.keys()].sort()) {
    const seqs = postings.get(term) ?? [];
    if (seqs.length === 0) continue;
    if (writer.length >= ROW_BYTES) {
      rows.push({ first, bytes: writer.taken() });
    }
    if (writer.length === 0) [before, first] = ["", term];
    const shared = sharedLength(before, term);
    writer.number(shared);
    writer.text(term.slice(shared));
    let last = base;
    for (const seq of seqs) {
      places.number(seq - last);
      last = seq;
    }
    writer.number(places.length);
    writer.append(places);
    before = term;
  }
  if (writer.length > 0) rows.push({ first, bytes: writer.taken() });
  return rows;
}

/** Adds what a row holds to `postings`; of terms that are there, behind what is there. */
export function decodeRow(bytes: Uint8Array, base: number, postings: Postings): void {
  for (const found of termsIn(bytes)) {
    const seqs = seqsOf(bytes, found, base);
    const known = postings.get(found.term);
    if (known) { for (const seq of seqs) known.push(seq); }
    else postings.set(found.term, seqs);
  }
}

/** The seqs of a term in a row, or of all that begin with it. */
export function findInRow(
  bytes: Uint8Array,
  base: number,
  { term, prefix }: { term: string; prefix: boolean },
): number[][] {
  const lists: number[][] = [];
  for (const found of termsIn(bytes)) {
    if (found.term < term) continue;
    const fits = prefix ? found.term.startsWith(term) : found.term === term;
    if (!fits) break;
    lists.push(seqsOf(bytes, found, base));
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

interface FoundTerm {
  term: string;
  /** Where its seqs begin and end. */
  start: number;
  end: number;
}

function* termsIn(bytes: Uint8Array): Generator<FoundTerm> {
  const reader = new ByteReader(bytes);
  let term = "";
  while (reader.at < bytes.length) {
    const shared = reader.number();
    const length = reader.number();
    term = term.slice(0, shared) + decoder.decode(reader.take(length));
    const size = reader.number();
    const start = reader.at;
    reader.at += size;
    yield { term, start, end: reader.at };
  }
}

function seqsOf(bytes: Uint8Array, { start, end }: FoundTerm, base: number): number[] {
  const reader = new ByteReader(bytes);
  reader.at = start;
  const seqs: number[] = [];
  for (let seq = base; reader.at < end;) seqs.push(seq += reader.number());
  return seqs;
}

/** How many code units two terms have in common; never half of a letter. */
function sharedLength(a: string, b: string): number {
  let n = 0;
  while (n < a.length && a.charCodeAt(n) === b.charCodeAt(n)) n++;
  const last = a.charCodeAt(n - 1);
  return last >= 0xd800 && last < 0xdc00 ? n - 1 : n;
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

  /** How many bytes it takes in UTF-8, and these. */
  text(text: string): void {
    this.#room(4 * text.length + 5);
    const start = this.length;
    this.length++; // of most texts, the length is one byte
    for (let n = 0; n < text.length; n++) {
      const code = text.charCodeAt(n);
      if (code >= 0x80 || text.length >= 0x80) return this.#encoded(text, start);
      this.#bytes[this.length++] = code;
    }
    this.#bytes[start] = text.length;
  }

  /** Moves what another one holds to its end. */
  append(other: ByteWriter): void {
    this.#room(other.length);
    this.#bytes.set(other.#bytes.subarray(0, other.length), this.length);
    this.length += other.length;
    other.length = 0;
  }

  /** A copy of what it holds, which it then does not hold any more. */
  taken(): Uint8Array {
    const bytes = this.#bytes.slice(0, this.length);
    this.length = 0;
    return bytes;
  }

  #encoded(text: string, start: number): void {
    const bytes = encoder.encode(text);
    this.length = start;
    this.number(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
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

  take(length: number): Uint8Array {
    return this.bytes.subarray(this.at, this.at += length);
  }
}
