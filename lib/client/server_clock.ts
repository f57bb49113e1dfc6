import type { Clock, Timer } from "../runtime/clock.ts";

/**
 * The server's time of day, on this device's timers: people's clocks can be hours or days wrong. Counts
 * on by the device's clock, which goes on while timers stand still in sleep.
 */
export class ServerClock implements Clock {
  #aheadMs = 0;

  /** `now`: what time it is there, where that is known already. */
  constructor(readonly device: Clock, now?: number) {
    if (now !== undefined) this.set(now);
  }

  /** The server says what time it is there: milliseconds UTC. */
  set(now: number): void {
    this.#aheadMs = now - this.device.now();
  }

  now(): number {
    return this.device.now() + this.#aheadMs;
  }

  elapsed(): number {
    return this.device.elapsed();
  }

  after(ms: number, run: () => void): Timer {
    return this.device.after(ms, run);
  }
}
