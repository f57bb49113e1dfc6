// Terms of messages that are indexed together, as bytes in tables of numbers: of a few hundred messages
// each word is looked up once, and no string and no list is made of it.
import type { MessageEvent } from "../protocol/events.ts";
import { eachIndexTerm } from "../text/search/message.ts";
import { MAX_TERM, type TermTaker } from "../text/search/words.ts";
import { ByteWriter } from "./bytes.ts";
import { MAX_TERM_BYTES } from "./term_cursor.ts";
import { RowWriter, type SegmentBytes } from "./row_writer.ts";

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** What is known of a term: numbers that stand one after the other in a table. */
const START = 0; // where its letters begin
const LENGTH = 1;
const HASH = 2;
const FIRST = 3; // its first place and its last
const LAST = 4;
const TERM_FIELDS = 5;
/** A place: the seq, and the number of the next one of the same term. */
const SEQ = 0;
const NEXT = 1;
const PLACE_FIELDS = 2;
const NONE = -1;

/** Terms and the places of their messages, which come in the order of their seqs. */
export class NewTerms implements TermTaker {
  #letters: Uint8Array<ArrayBuffer> = new Uint8Array(16 * 1024);
  #used = 0;
  /** A hash table: the number of a term and one, or nothing. Never more than half full. */
  #slots = new Int32Array(2 * 1024);
  #terms = new Int32Array(TERM_FIELDS * 1024);
  #termCount = 0;
  #places = new Int32Array(PLACE_FIELDS * 2 * 1024);
  #placeCount = 0;
  /** The first seq, and that of the message whose terms come. */
  #base = 0;
  #seq = 0;

  /** Adds a message, which is later than those before it. */
  add(message: MessageEvent): void {
    if (this.#placeCount === 0) this.#base = message.seq;
    this.#seq = message.seq;
    eachIndexTerm(message, this);
  }

  word(text: string, start: number, end: number): void {
    const length = Math.min(end - start, MAX_TERM);
    if (this.#used + MAX_TERM_BYTES > this.#letters.length) this.#moreLetters();
    const letters = this.#letters;
    const used = this.#used;
    let hash = FNV_START;
    for (let n = 0; n < length; n++) {
      let code = text.charCodeAt(start + n);
      if (code <= 0x5a && code >= 0x41) code |= 0x20;
      letters[used + n] = code;
      hash = Math.imul(hash ^ code, FNV_PRIME);
    }
    this.#take(length, hash);
  }

  term(term: string): void {
    if (this.#used + MAX_TERM_BYTES > this.#letters.length) this.#moreLetters();
    const { written } = encoder.encodeInto(term, this.#letters.subarray(this.#used));
    let hash = FNV_START;
    for (let n = 0; n < written; n++) {
      hash = Math.imul(hash ^ (this.#letters[this.#used + n] ?? 0), FNV_PRIME);
    }
    this.#take(written, hash);
  }

  /** The rows of all that was added; `base` is the first seq. Then it holds nothing. */
  rows(): SegmentBytes {
    const writer = new RowWriter();
    const places = new ByteWriter();
    for (const term of this.#inOrder()) {
      const at = TERM_FIELDS * term;
      places.length = 0;
      let last = 0;
      for (let place = this.#terms[at + FIRST] ?? NONE; place !== NONE;) {
        const seq = this.#places[PLACE_FIELDS * place + SEQ] ?? 0;
        places.number(seq - last);
        last = seq;
        place = this.#places[PLACE_FIELDS * place + NEXT] ?? NONE;
      }
      writer.add(
        this.#letters,
        this.#terms[at + START] ?? 0,
        this.#terms[at + LENGTH] ?? 0,
        places,
      );
    }
    this.clear();
    return writer.taken();
  }

  clear(): void {
    this.#slots.fill(0);
    this.#used = this.#termCount = this.#placeCount = 0;
  }

  /** A term whose letters stand behind those that are used. */
  #take(length: number, hash: number): void {
    const mask = this.#slots.length - 1;
    for (let slot = (hash ^ hash >>> 15) & mask;; slot = slot + 1 & mask) {
      const term = (this.#slots[slot] ?? 0) - 1;
      if (term < 0) return this.#addTerm(slot, length, hash);
      const at = TERM_FIELDS * term;
      if (this.#terms[at + HASH] === hash && this.#is(at, length)) return this.#addPlace(at);
    }
  }

  #is(at: number, length: number): boolean {
    if (this.#terms[at + LENGTH] !== length) return false;
    const start = this.#terms[at + START] ?? 0;
    const letters = this.#letters;
    for (let n = 0; n < length; n++) {
      if (letters[start + n] !== letters[this.#used + n]) return false;
    }
    return true;
  }

  #addTerm(slot: number, length: number, hash: number): void {
    const at = TERM_FIELDS * this.#termCount++;
    if (at + TERM_FIELDS > this.#terms.length) this.#terms = twice(this.#terms);
    this.#terms[at + START] = this.#used;
    this.#terms[at + LENGTH] = length;
    this.#terms[at + HASH] = hash;
    this.#terms[at + FIRST] = this.#placeCount;
    this.#terms[at + LAST] = NONE;
    this.#used += length;
    this.#slots[slot] = this.#termCount;
    this.#addPlace(at);
    if (2 * this.#termCount > this.#slots.length) this.#moreSlots();
  }

  #addPlace(at: number): void {
    const seq = this.#seq - this.#base;
    const last = this.#terms[at + LAST] ?? NONE;
    if (last !== NONE) {
      if (this.#places[PLACE_FIELDS * last + SEQ] === seq) return; // twice in one message
      this.#places[PLACE_FIELDS * last + NEXT] = this.#placeCount;
    }
    const place = PLACE_FIELDS * this.#placeCount;
    if (place + PLACE_FIELDS > this.#places.length) this.#places = twice(this.#places);
    this.#places[place + SEQ] = seq;
    this.#places[place + NEXT] = NONE;
    this.#terms[at + LAST] = this.#placeCount++;
  }

  /** The numbers of all terms, in the order of their letters. */
  #inOrder(): Uint32Array {
    const count = this.#termCount;
    // Numbers that sort as the first five letters do; what is below these says which term it is.
    const sorted = new BigUint64Array(count);
    const halves = new Uint32Array(sorted.buffer); // the lower one first, on all that Deno runs on
    for (let term = 0; term < count; term++) {
      const start = this.#terms[TERM_FIELDS * term + START] ?? 0;
      const length = this.#terms[TERM_FIELDS * term + LENGTH] ?? 0;
      const letter = (n: number) => n < length ? this.#letters[start + n] ?? 0 : 0;
      halves[2 * term + 1] = letter(0) << 24 | letter(1) << 16 | letter(2) << 8 | letter(3);
      halves[2 * term] = letter(4) << 24 | term;
    }
    sorted.sort();
    const order = new Uint32Array(count);
    for (let n = 0; n < count; n++) order[n] = (halves[2 * n] ?? 0) & 0xffffff;
    for (let from = 0, to = 1; from < count; from = to++) {
      const same = (n: number) =>
        halves[2 * n + 1] === halves[2 * from + 1] &&
        (halves[2 * n] ?? 0) >>> 24 === (halves[2 * from] ?? 0) >>> 24;
      while (to < count && same(to)) to++;
      if (to - from > 1) order.subarray(from, to).sort((a, b) => this.#compare(a, b));
    }
    return order;
  }

  #compare(a: number, b: number): number {
    const [left, right] = [TERM_FIELDS * a, TERM_FIELDS * b];
    const starts = [this.#terms[left + START] ?? 0, this.#terms[right + START] ?? 0] as const;
    const lengths = [this.#terms[left + LENGTH] ?? 0, this.#terms[right + LENGTH] ?? 0] as const;
    for (let n = 0; n < Math.min(...lengths); n++) {
      const difference = (this.#letters[starts[0] + n] ?? 0) - (this.#letters[starts[1] + n] ?? 0);
      if (difference !== 0) return difference;
    }
    return lengths[0] - lengths[1];
  }

  #moreLetters(): void {
    const more = new Uint8Array(2 * this.#letters.length);
    more.set(this.#letters.subarray(0, this.#used));
    this.#letters = more;
  }

  #moreSlots(): void {
    const slots = new Int32Array(2 * this.#slots.length);
    const mask = slots.length - 1;
    for (let term = 0; term < this.#termCount; term++) {
      const hash = this.#terms[TERM_FIELDS * term + HASH] ?? 0;
      let slot = (hash ^ hash >>> 15) & mask;
      while (slots[slot] !== 0) slot = slot + 1 & mask;
      slots[slot] = term + 1;
    }
    this.#slots = slots;
  }
}

const encoder = new TextEncoder();

function twice(table: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * table.length);
  more.set(table);
  return more;
}
