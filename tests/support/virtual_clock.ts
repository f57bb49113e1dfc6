import { setImmediate } from "node:timers";
import type { Clock, Timer } from "../../lib/world/world.ts";

interface Alarm {
  at: number;
  run: () => void;
}

/** A clock that moves only when told to; timers of one instant run in the order they were set. */
export class VirtualClock implements Clock {
  #now: number;
  #alarms: Alarm[] = []; // by time, then by when they were set

  constructor(now: number = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): Timer {
    const alarm = { at: this.#now + Math.max(0, ms), run };
    let place = this.#alarms.length;
    while (place > 0 && (this.#alarms[place - 1] as Alarm).at > alarm.at) place--;
    this.#alarms.splice(place, 0, alarm);
    return {
      cancel: () => {
        const index = this.#alarms.indexOf(alarm);
        if (index >= 0) this.#alarms.splice(index, 1);
      },
    };
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#alarms.length;
  }

  /** Lets every promise that can settle do so, without moving time. */
  settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** Moves `ms` milliseconds on, running each timer at its time and settling promises between. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await this.settle();
    while ((this.#alarms[0]?.at ?? Infinity) <= until) await this.#step();
    this.#now = until;
  }

  /** Runs timers until `promise` settles, at most `withinMs` on; resolves or rejects as it does. */
  async runUntil<T>(promise: Promise<T>, withinMs = 60_000): Promise<T> {
    let settled = false;
    const done = () => void (settled = true);
    promise.then(done, done);
    const until = this.#now + withinMs;
    await this.settle();
    while (!settled && (this.#alarms[0]?.at ?? Infinity) <= until) await this.#step();
    if (!settled) throw new Error(`Not settled within ${withinMs} ms of the virtual clock`);
    return promise;
  }

  async #step(): Promise<void> {
    const alarm = this.#alarms.shift();
    if (!alarm) return;
    this.#now = alarm.at;
    alarm.run();
    await this.settle();
  }
}
