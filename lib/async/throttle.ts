import type { Clock, Timer } from "../runtime/clock.ts";

/** Runs at once when requested, then at most once in `intervalMs` for all later requests. */
export class Throttle {
  #ranAt = -Infinity;
  #timer: Timer | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly intervalMs: () => number,
    private readonly run: () => void,
  ) {}

  request(): void {
    if (this.#timer) return;
    const leftMs = this.#ranAt + this.intervalMs() - this.clock.elapsed();
    if (leftMs <= 0) this.runNow();
    else this.#timer = this.clock.after(leftMs, () => this.runNow());
  }

  /** Runs now, whatever ran before; the interval begins anew. */
  runNow(): void {
    this.cancel();
    this.#ranAt = this.clock.elapsed();
    this.run();
  }

  /** Runs now if a request is pending. */
  flush(): void {
    if (this.#timer) this.runNow();
  }

  /** Drops a pending request. */
  cancel(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}

/** Between repaints: 30 a second are enough to follow a conversation and leave time for typing. */
const PAINT_MS = 33;
/** Between repaints in a burst, which nobody reads along: typing must not wait for painting. */
const BURST_PAINT_MS = 1000;
/** More events than this in a second are a burst. */
const BURST_PER_SECOND = 60;

/** The interval between repaints: longer while events come in faster than anyone reads. */
export class PaintInterval {
  /** Events lately, decaying by the factor e each second: approximates the rate per second. */
  #recent = 0;
  #countedAt = -Infinity;

  constructor(private readonly clock: Clock) {}

  count(events: number): void {
    this.#recent = this.#decayed() + events;
    this.#countedAt = this.clock.elapsed();
  }

  get ms(): number {
    return this.#decayed() > BURST_PER_SECOND ? BURST_PAINT_MS : PAINT_MS;
  }

  #decayed(): number {
    return this.#recent * Math.exp((this.#countedAt - this.clock.elapsed()) / 1000);
  }
}
