// Bytes that grow, and bytes that are read on: numbers take seven bits a byte.

/** Bytes that grow. */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  length = 0;

  number(value: number): void {
    this.#room(5);
    for (; value >= 0x80; value >>>= 7) this.#bytes[this.length++] = value & 0x7f | 0x80;
    this.#bytes[this.length++] = value;
  }

  append(bytes: Uint8Array, from: number, to: number): void {
    this.#room(to - from);
    // A few bytes mostly, and then a loop is faster than `set`.
    for (let at = from; at < to; at++) this.#bytes[this.length++] = bytes[at] ?? 0;
  }

  /** What it holds, until it changes. */
  get held(): Uint8Array {
    return this.#bytes;
  }

  /** A copy of what it holds, which it then does not hold any more. */
  taken(): Uint8Array<ArrayBuffer> {
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

/** Bytes that are read on from a place. */
export class ByteReader {
  at = 0;

  constructor(readonly bytes: Uint8Array) {}

  number(): number {
    const first = this.bytes[this.at++] ?? 0;
    if (first < 0x80) return first; // most are small
    let value = first & 0x7f;
    for (let shift = 7;; shift += 7) {
      const byte = this.bytes[this.at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  /** The seqs that stand up to an end. */
  seqs(base: number, end: number): number[] {
    const seqs: number[] = [];
    for (let seq = base; this.at < end;) seqs.push(seq += this.number());
    return seqs;
  }
}
