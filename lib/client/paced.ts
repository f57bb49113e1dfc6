import type { Clock, Timer } from "../world/world.ts";

/** A screen that follows what is said needs no more: 30 pictures a second leave time for typing. */
const PAINT_MS = 33;
/** In a burst nobody reads along, and a key must not wait for a picture of it: shown this often. */
const BURST_PAINT_MS = 1000;
/** More than this many things a second are a burst. */
const BURST_PER_SECOND = 60;

/** Runs at once when asked, and then at most once in `ms` for all that was asked meanwhile. */
export class Paced {
  #ranAt = -Infinity;
  #timer: Timer | undefined;

  constructor(readonly clock: Clock, readonly ms: () => number, readonly run: () => void) {}

  ask(): void {
    if (this.#timer) return;
    const leftMs = this.#ranAt + this.ms() - this.clock.elapsed();
    if (leftMs <= 0) this.now();
    else this.#timer = this.clock.after(leftMs, () => this.now());
  }

  /** Runs now whatever was before; what follows keeps the pace. */
  now(): void {
    this.stop();
    this.#ranAt = this.clock.elapsed();
    this.run();
  }

  /** Runs now where something was asked and has not run. */
  flush(): void {
    if (this.#timer) this.now();
  }

  /** Drops what was asked and has not run. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}

/** The pace of painting what comes in: slower while it comes in faster than anyone reads. */
export class PaintPace {
  /** What came in lately: it fades by the factor e a second, so it nears the rate a second. */
  #recent = 0;
  #countedAt = -Infinity;

  constructor(readonly clock: Clock) {}

  count(events: number): void {
    this.#recent = this.#faded() + events;
    this.#countedAt = this.clock.elapsed();
  }

  get ms(): number {
    return this.#faded() > BURST_PER_SECOND ? BURST_PAINT_MS : PAINT_MS;
  }

  #faded(): number {
    return this.#recent * Math.exp((this.#countedAt - this.clock.elapsed()) / 1000);
  }
}
