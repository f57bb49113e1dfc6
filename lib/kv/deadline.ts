import type { Clock, Timer } from "../runtime/clock.ts";
import { Unavailable } from "./kv.ts";

/** How often deadlines are looked at. */
const TICK_MS = 100;

/** Settles as `promise` does, or rejects with `Unavailable` after `ms`: it may still be carried out. */
export function within<T>(clock: Clock, ms: number, what: string, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(ms, () => reject(tooLate(what, ms)));
    promise.then(resolve, reject).finally(() => timer.cancel());
  });
}

/** That a call passed its deadline. */
export function tooLate(what: string, ms: number): Unavailable {
  return new Unavailable(`The store did not answer (${what}) within ${ms} ms`);
}

/** A deadline that was set; ending one that has passed does nothing. */
export interface Deadline {
  end(): void;
}

interface Waiting extends Deadline {
  /** On the scale of the time that counts. */
  at: number;
  passed(): void;
}

/**
 * Deadlines of many calls with one timer. Only time in which this process takes answers counts: when
 * it is busy for seconds, as in a storm of connects, the answers that came meanwhile are taken first.
 */
export class Deadlines {
  readonly #waiting = new Set<Waiting>();
  /** The time that counts, and when it was counted on the clock. */
  #counted = 0;
  #countedAt = 0;
  #timer: Timer | undefined;
  #closed = false;

  constructor(private readonly clock: Clock) {}

  /** Calls `passed` after `ms`, unless it ended. `passed` must not throw. */
  set(ms: number, passed: () => void): Deadline {
    if (!this.#timer) this.#countedAt = this.clock.elapsed(); // nobody waited until now
    const waiting: Waiting = {
      at: this.#now() + ms,
      passed,
      end: () => void this.#waiting.delete(waiting),
    };
    this.#waiting.add(waiting);
    if (!this.#timer) this.#plan(Math.min(ms, TICK_MS));
    return waiting;
  }

  /** No deadline passes any more. */
  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  /** A timer that is late by more than a tick was kept from running. */
  #now(): number {
    return this.#counted + Math.min(this.clock.elapsed() - this.#countedAt, TICK_MS);
  }

  #plan(ms: number): void {
    if (!this.#closed) this.#timer = this.clock.after(ms, () => this.#look());
  }

  #look(): void {
    this.#timer = undefined;
    this.#counted = this.#now();
    this.#countedAt = this.clock.elapsed();
    let next = Infinity;
    for (const waiting of this.#waiting) {
      if (waiting.at > this.#counted) next = Math.min(next, waiting.at - this.#counted);
      else {
        this.#waiting.delete(waiting);
        waiting.passed();
      }
    }
    if (next < Infinity) this.#plan(Math.min(next, TICK_MS));
  }
}
