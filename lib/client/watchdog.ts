import type { Clock, Timer } from "../runtime/clock.ts";

/** A request without an answer on a silent socket: past this the socket is taken for dead. */
const UNANSWERED_MS = 15_000;

/** A connection that a watchdog looks after. */
export interface Watched {
  /** When the request that waits longest was sent, by `Clock.elapsed`; `undefined`: none waits. */
  waitingSince(): number | undefined;
  /** Asks for a sign of life. */
  probe(): void;
  /** Gives the socket up: it is taken for dead. */
  drop(): void;
}

/** Finds a half-open socket, which reports no error: silence is probed, then given up. */
export class Watchdog {
  #heardAt = 0;
  #timer: Timer | undefined;
  #dueAt = Infinity;
  #heartbeatMs = Infinity;

  constructor(readonly clock: Clock, readonly watched: Watched) {}

  start(heartbeatMs: number): void {
    this.#heartbeatMs = heartbeatMs;
    this.onReceived();
    this.check();
  }

  stop(): void {
    this.#heartbeatMs = Infinity;
    this.#timer?.cancel();
    this.#dueAt = Infinity;
  }

  onReceived(): void {
    this.#heardAt = this.clock.elapsed(); // the timer stays: it looks again when it comes
  }

  /** Looks now, and again when the next thing is due: after each request. */
  check(): void {
    if (this.#heartbeatMs === Infinity) return;
    const now = this.clock.elapsed();
    let dueAt = this.#nextAt();
    if (dueAt <= now) {
      if (this.watched.waitingSince() !== undefined) return this.watched.drop();
      this.watched.probe();
      dueAt = this.#nextAt();
    }
    if (dueAt >= this.#dueAt && this.#dueAt > now) return;
    this.#timer?.cancel();
    this.#dueAt = dueAt;
    this.#timer = this.clock.after(dueAt - now, () => {
      this.#dueAt = Infinity;
      this.check();
    });
  }

  #nextAt(): number {
    const waitingSince = this.watched.waitingSince();
    if (waitingSince === undefined) return this.#heardAt + this.#heartbeatMs;
    return Math.max(waitingSince, this.#heardAt) + UNANSWERED_MS;
  }
}
