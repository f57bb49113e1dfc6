import type { Clock, Timer } from "../../lib/runtime/clock.ts";

/** The clock of somebody who can die: no timer runs after `kill`. */
export class MortalClock implements Clock {
  #alive = true;

  constructor(private readonly inner: Clock) {}

  get alive(): boolean {
    return this.#alive;
  }

  kill(): void {
    this.#alive = false;
  }

  now(): number {
    return this.inner.now();
  }

  elapsed(): number {
    return this.inner.elapsed();
  }

  after(ms: number, run: () => void): Timer {
    return this.inner.after(ms, () => {
      if (this.#alive) run();
    });
  }
}
