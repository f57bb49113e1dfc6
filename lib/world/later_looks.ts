import type { Clock, Timer } from "./world.ts";

/** A write that was given up may be applied late: 15 s, 1 min, and 5 min after are looked at. */
const LATE_WRITE_WAITS_MS = [15_000, 45_000, 240_000];

/** Looks again after a doubt, several times, each later: for what may happen and nobody will tell. */
export class LaterLooks {
  /** The waits that follow the one under way. */
  #left: number[] = [];
  #waitMs: number | undefined;
  #timer: Timer | undefined;

  /** `look` must not throw. `waitsMs`: from the doubt, and then from each look, to the next. */
  constructor(
    private readonly clock: Clock,
    private readonly look: () => void,
    private waitsMs: readonly number[] = LATE_WRITE_WAITS_MS,
  ) {}

  want(): void {
    const [firstMs] = this.waitsMs;
    this.#left = [...this.waitsMs];
    if (firstMs === this.#waitMs) return; // it goes on: doubt upon doubt must not put a look off
    this.#timer?.cancel();
    this.#next();
  }

  stop(): void {
    this.waitsMs = this.#left = [];
    this.#timer?.cancel();
  }

  #next(): void {
    this.#waitMs = this.#left.shift();
    if (this.#waitMs === undefined) return;
    this.#timer = this.clock.after(this.#waitMs, () => {
      this.look();
      this.#next();
    });
  }
}
