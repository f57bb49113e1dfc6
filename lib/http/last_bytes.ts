/** The last bytes of a stream, at least so many of them, however small the chunks are in which it comes. */
export class LastBytes {
  readonly #held: Uint8Array<ArrayBuffer>;
  #length = 0;

  /** `least`: how many are held, where so many come; twice as many at most. */
  constructor(private readonly least: number) {
    this.#held = new Uint8Array(2 * least);
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#held.subarray(0, this.#length);
  }

  add(chunk: Uint8Array): void {
    const some = chunk.subarray(Math.max(0, chunk.length - this.least));
    if (this.#length + some.length > this.#held.length) {
      const kept = Math.min(this.#length, this.least);
      this.#held.copyWithin(0, this.#length - kept, this.#length);
      this.#length = kept;
    }
    this.#held.set(some, this.#length);
    this.#length += some.length;
  }
}
