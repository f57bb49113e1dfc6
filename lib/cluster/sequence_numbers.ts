import type { Clock } from "../runtime/clock.ts";
import type { InstanceId } from "./bus.ts";
import { FORGET_MS } from "./timing.ts";

/**
 * Numbers what this instance sends to each peer: 1, 2, 3 … over both links together, so that a
 * message that overtakes another one on the other link shows as a gap.
 */
export class SequenceNumbers {
  readonly #clock: Clock;
  readonly #last = new Map<InstanceId, { n: number; sent: number; liveAt: number }>();
  #marked = 0;
  #flushed = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The number of the next message to `target`. One that is then not sent makes a gap. */
  next(target: InstanceId): number {
    const last = this.#last.get(target) ?? { n: 0, sent: 0, liveAt: 0 };
    last.n++;
    last.liveAt = this.#clock.elapsed();
    this.#last.set(target, last);
    return last.n;
  }

  /** Number `n` was sent to `target`, or could not be: from now on `target` may miss it. */
  sent(target: InstanceId, n: number): void {
    const last = this.#last.get(target);
    if (last) last.sent = Math.max(last.sent, n);
  }

  /** Uses up a number without a message, so that `target` sees a gap. */
  skip(target: InstanceId): void {
    this.sent(target, this.next(target));
  }

  /** Something could not be sent, and it is unknown to whom: every live peer is to see a gap. */
  markGap(): void {
    this.#marked++;
  }

  /** The last gap marked; take it before the read of the roster that `flushGaps` is given. */
  pendingGap(): number {
    return this.#marked;
  }

  /** Makes the gap up to `pending` for every live peer. False when it was made already. */
  flushGaps(pending: number, others: Iterable<InstanceId>): boolean {
    if (pending <= this.#flushed) return false;
    this.#flushed = pending;
    for (const other of others) this.skip(other);
    return true;
  }

  /**
   * Forgets peers that are long gone. Not at once: a peer that was only asleep still compares with
   * the numbers it had, and numbers that began again would look like repeats to it.
   */
  forget(live: ReadonlySet<InstanceId>): void {
    const now = this.#clock.elapsed();
    for (const [target, last] of this.#last) {
      if (live.has(target)) last.liveAt = now;
      else if (now - last.liveAt > FORGET_MS) this.#last.delete(target);
    }
  }

  /** The last number that was sent to each peer, as leases and beacons carry it. */
  snapshot(): Record<InstanceId, number> {
    return Object.fromEntries([...this.#last].map(([target, { sent }]) => [target, sent]));
  }
}
