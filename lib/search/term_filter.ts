// Which terms a segment may have: some bytes that rule out most segments before a row is read (a Bloom
// filter). It never denies what is there; of what is not there, it lets about one in sixty pass.

/** Bits for each term or beginning of one, and how many of them it sets. */
const BITS = 10;
const PROBES = 3;
/** A filter is stored with the first terms of a segment's rows, in one value. */
const MAX_BYTES = 48 * 1024;
/** Lengths, in letters, of the beginnings of terms that a filter knows too. */
const BEGINNINGS = [2, 3, 5];
const LONGEST = 5;

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** What tells a whole term from the same letters as the beginning of others. */
const WHOLE = 0x5bd1e995;

/** The terms that a filter is made of. Terms come in their order, as bytes. */
export class FilterTerms {
  #hashes: number[] = [];

  /** A term in `letters`. `shared`: how many of its bytes it has in common with the term before. */
  add(letters: Uint8Array, from: number, length: number, shared: number): void {
    let hash = FNV_START;
    let seen = 0;
    for (let at = 0; at < length; at++) {
      const byte = letters[from + at] ?? 0;
      // Where the next letter begins, the letters before it end.
      if (seen <= LONGEST && (byte & 0xc0) !== 0x80) {
        if (BEGINNINGS.includes(seen) && shared < at) this.#hashes.push(hash);
        seen++;
      }
      hash = Math.imul(hash ^ byte, FNV_PRIME);
    }
    if (BEGINNINGS.includes(seen) && shared < length) this.#hashes.push(hash);
    this.#hashes.push(hash ^ WHOLE);
  }

  /** The filter of these terms. */
  taken(): Uint8Array<ArrayBuffer> {
    const size = Math.min(MAX_BYTES, Math.ceil(this.#hashes.length * BITS / 8) + 8);
    const bytes = new Uint8Array(size);
    for (const hash of this.#hashes) {
      const step = stepOf(hash);
      for (let n = 0, at = hash; n < PROBES; n++, at += step) {
        const bit = (at >>> 0) % (8 * size);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | 1 << (bit & 7);
      }
    }
    this.#hashes = [];
    return bytes;
  }
}

/** What a filter is asked for; none where it cannot tell. */
export function filterHash(term: string, prefix: boolean): number | undefined {
  let text = term;
  if (prefix) {
    const letters = [...term];
    const length = BEGINNINGS.findLast((one) => one <= letters.length);
    if (length === undefined) return undefined;
    text = letters.slice(0, length).join("");
  }
  let hash = FNV_START;
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, FNV_PRIME);
  return prefix ? hash : hash ^ WHOLE;
}

const encoder = new TextEncoder();

/** Whether a segment may have what was asked for. */
export function mayHave(filter: Uint8Array, hash: number): boolean {
  const step = stepOf(hash);
  for (let n = 0, at = hash; n < PROBES; n++, at += step) {
    const bit = (at >>> 0) % (8 * filter.length);
    if (((filter[bit >> 3] ?? 0) & 1 << (bit & 7)) === 0) return false;
  }
  return true;
}

/** How far apart the bits of a term are: another mixture of the same hash. */
function stepOf(hash: number): number {
  let mixed = Math.imul(hash ^ hash >>> 15, 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ mixed >>> 12, 0x297a2d39);
  return (mixed ^ mixed >>> 15) | 1;
}
