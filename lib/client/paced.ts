import type { Clock, Timer } from "../world/world.ts";

/** A screen that follows a burst needs no more: 30 pictures a second leave time for typing. */
export const PAINT_MS = 33;

/** Runs at once when asked, and then at most once in `ms` for all that was asked meanwhile. */
export class Paced {
  #ranAt = -Infinity;
  #timer: Timer | undefined;

  constructor(readonly clock: Clock, readonly ms: number, readonly run: () => void) {}

  ask(): void {
    if (this.#timer) return;
    const leftMs = this.#ranAt + this.ms - this.clock.now();
    if (leftMs <= 0) this.now();
    else this.#timer = this.clock.after(leftMs, () => this.now());
  }

  /** Runs now whatever was before; what follows keeps the pace. */
  now(): void {
    this.stop();
    this.#ranAt = this.clock.now();
    this.run();
  }

  /** Drops what was asked and has not run. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
