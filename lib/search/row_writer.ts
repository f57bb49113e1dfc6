// How terms and the places of their messages become the rows of a segment.
import { ByteWriter } from "./bytes.ts";
import { addTerms, MAX_TERM_BYTES } from "./term_cursor.ts";
import { FilterTerms } from "./term_filter.ts";

/** A row: its first term, and what it holds. */
export interface TermRow {
  first: string;
  bytes: Uint8Array;
}

/** All rows of a segment, and where it has several, the filter that says which terms they may have. */
export interface SegmentBytes {
  rows: TermRow[];
  filter?: Uint8Array;
}

/** A row of terms is closed above this: whoever looks for one term reads one row. */
const ROW_BYTES = 8 * 1024;
/** So much is one row where it is all of a segment: without a second row and what stands beside them. */
const LONE_ROW_BYTES = 16 * 1024;

const decoder = new TextDecoder();

/** Writes terms in their order into rows. */
export class RowWriter {
  readonly #writer = new ByteWriter();
  readonly #filter = new FilterTerms();
  readonly #before = new Uint8Array(MAX_TERM_BYTES);
  readonly #rows: TermRow[] = [];
  #beforeLength = 0;
  #first = "";

  /** A term, which stands in `letters` from a place on, and the places of its messages. */
  add(letters: Uint8Array, from: number, length: number, places: ByteWriter): void {
    const writer = this.#writer;
    if (writer.length >= ROW_BYTES) this.#close();
    let shared = 0;
    const most = Math.min(length, this.#beforeLength);
    while (shared < most && letters[from + shared] === this.#before[shared]) shared++;
    // Of a single row no filter is stored.
    if (this.#rows.length > 0) this.#filter.add(letters, from, length, shared);
    if (writer.length === 0) {
      this.#first = decoder.decode(letters.subarray(from, from + length));
      shared = 0;
    }
    writer.number(shared);
    writer.number(length - shared);
    writer.append(letters, from + shared, from + length);
    writer.number(places.length);
    writer.append(places.held, 0, places.length);
    for (let at = shared; at < length; at++) this.#before[at] = letters[from + at] ?? 0;
    this.#beforeLength = length;
  }

  taken(): SegmentBytes {
    if (this.#writer.length > 0) this.#close();
    const [first, second, ...more] = this.#rows;
    if (!first || !second) return { rows: this.#rows };
    const length = first.bytes.length + second.bytes.length;
    if (more.length === 0 && length <= LONE_ROW_BYTES) {
      const bytes = new Uint8Array(length);
      bytes.set(first.bytes);
      bytes.set(second.bytes, first.bytes.length);
      return { rows: [{ ...first, bytes }] };
    }
    addTerms(this.#filter, [first.bytes]);
    return { rows: this.#rows, filter: this.#filter.taken() };
  }

  #close(): void {
    this.#rows.push({ first: this.#first, bytes: this.#writer.taken() });
  }
}
