/** Steps of one doubling: two neighbouring steps are 1.6 % apart. */
const STEPS = 44;
/** From 1 µs to over an hour. */
const SIZE = STEPS * 32;

/** Durations in milliseconds, counted on a logarithmic scale. */
export class Histogram {
  readonly #counts = new Uint32Array(SIZE);
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(ms: number): void {
    const step = Math.round(Math.log2(Math.max(ms * 1000, 1)) * STEPS);
    const at = Math.min(step, SIZE - 1);
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#total++;
  }

  /** What `part` of the durations stay below, in milliseconds; `NaN` where there are none. */
  at(part: number): number {
    let left = Math.max(1, Math.ceil(this.#total * part));
    for (const [step, count] of this.#counts.entries()) {
      left -= count;
      if (left <= 0) return 2 ** (step / STEPS) / 1000;
    }
    return NaN;
  }
}
