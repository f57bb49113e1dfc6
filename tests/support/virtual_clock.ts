import { setImmediate } from "node:timers";
import type { Clock, Timer } from "../../lib/runtime/clock.ts";
import { realWork } from "./real_work.ts";

interface Alarm {
  at: number;
  run: () => void;
}

/** A clock that moves only when told to; timers of one instant run in the order they were set. */
export class VirtualClock implements Clock {
  #time: number; // of the timers
  #setBy = 0;
  #alarms: Alarm[] = []; // by time, then by when they were set

  /**
   * `turns`: settle by so many turns of the microtask queue in place of one of the event loop. Fifty
   * times faster, and enough where nothing but microtasks runs (`MemoryKv`).
   */
  constructor(
    private readonly began: number = Date.UTC(2026, 0, 1),
    private readonly turns = 0,
  ) {
    this.#time = began;
  }

  now(): number {
    return this.#time + this.#setBy;
  }

  elapsed(): number {
    return this.#time - this.began;
  }

  /** Sets the time of day on, or back with a negative number; timers do not notice. */
  set(byMs: number): void {
    this.#setBy += byMs;
  }

  after(ms: number, run: () => void): Timer {
    const alarm = { at: this.#time + Math.max(0, Math.ceil(ms)), run }; // whole milliseconds, as the platform's
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

  /** Lets every promise that can settle do so, without moving time; hashes are waited for. */
  async settle(): Promise<void> {
    for (let n = 0; n < this.turns; n++) await undefined;
    if (this.turns > 0) return;
    do await new Promise((resolve) => setImmediate(resolve)); while (await realWork());
  }

  /** Moves `ms` milliseconds on, running each timer at its time and settling promises between. */
  async advance(ms: number): Promise<void> {
    const until = this.#time + ms;
    await this.settle();
    while ((this.#alarms[0]?.at ?? Infinity) <= until) await this.#step();
    this.#time = until;
  }

  /** Runs timers until `promise` settles, at most `withinMs` on; resolves or rejects as it does. */
  async runUntil<T>(promise: Promise<T>, withinMs = 60_000): Promise<T> {
    let settled = false;
    const done = () => void (settled = true);
    promise.then(done, done);
    const until = this.#time + withinMs;
    await this.settle();
    while (!settled && (this.#alarms[0]?.at ?? Infinity) <= until) await this.#step();
    if (!settled) throw new Error(`Not settled within ${withinMs} ms of the virtual clock`);
    return promise;
  }

  async #step(): Promise<void> {
    const alarm = this.#alarms.shift();
    if (!alarm) return;
    this.#time = alarm.at;
    alarm.run();
    await this.settle();
  }
}
