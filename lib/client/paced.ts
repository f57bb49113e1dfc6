import type { Clock, Timer } from "../world/world.ts";

/** A screen that follows a burst needs no more: 30 pictures a second leave time for typing. */
export const PAINT_MS = 33;

/** Runs at once when asked, and then at most once in `ms` for all that was asked meanwhile. */
export class Paced {
  #timer: Timer | undefined;
  #asked = false;

  constructor(readonly clock: Clock, readonly ms: number, readonly run: () => void) {}

  ask(): void {
    if (this.#timer) this.#asked = true;
    else this.now();
  }

  /** Runs now whatever was before; what follows keeps the pace. */
  now(): void {
    this.#timer?.cancel();
    this.#asked = false;
    this.#timer = this.clock.after(this.ms, () => {
      this.#timer = undefined;
      if (this.#asked) this.now();
    });
    this.run();
  }

  /** Ends; what was asked and not yet run is dropped. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#asked = false;
  }
}
