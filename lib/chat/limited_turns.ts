/** Too many wait already. */
export class Crowded extends Error {
  override readonly name = "Crowded";
}

/** Runs at most `atOnce` tasks at once; at most `waiting` more wait in line, the rest are `Crowded`. */
export class LimitedTurns {
  readonly #line: Array<() => void> = [];
  #running = 0;

  constructor(private readonly limits: { atOnce: number; waiting: number }) {}

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running < this.limits.atOnce) this.#running++;
    else {
      if (this.#line.length >= this.limits.waiting) throw new Crowded();
      await new Promise<void>((resolve) => this.#line.push(resolve)); // is handed a turn
    }
    try {
      return await task();
    } finally {
      const next = this.#line.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
