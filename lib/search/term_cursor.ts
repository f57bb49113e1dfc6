// Terms of rows, read one after the other.
import { ByteReader, type ByteWriter } from "./bytes.ts";
import { FilterTerms } from "./term_filter.ts";

/** No term is longer: 40 code units, or what an id takes. */
export const MAX_TERM_BYTES = 512;

const decoder = new TextDecoder();

/** The filter of rows that were stored without one. */
export function filterOf(rows: readonly Uint8Array[]): Uint8Array {
  const terms = new FilterTerms();
  addTerms(terms, rows);
  return terms.taken();
}

/** Adds the terms of rows to those of a filter. */
export function addTerms(terms: FilterTerms, rows: readonly Uint8Array[]): void {
  for (const cursor = new TermCursor(rows, 0); !cursor.ended; cursor.next()) {
    terms.add(cursor.letters, 0, cursor.length, cursor.shared);
  }
}

/** Goes through the terms of a segment's rows, in their order. */
export class TermCursor {
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
