import type { Clock } from "../world/world.ts";
import type { InstanceId } from "./bus.ts";
import { FORGET_MS } from "./timing.ts";

/**
 * Numbers what this instance sends to each peer: 1, 2, 3 … over both links together, so that a
 * message that overtakes another by the other link shows as a hole.
 */
export class Said {
  readonly #clock: Clock;
  readonly #last = new Map<InstanceId, { n: number; sent: number; liveAt: number }>();
  #owed = 0;
  #paid = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The number of the next message to `target`. One that is then not sent makes a hole. */
  next(target: InstanceId): number {
    const last = this.#last.get(target) ?? { n: 0, sent: 0, liveAt: 0 };
    last.n++;
    last.liveAt = this.#clock.elapsed();
    this.#last.set(target, last);
    return last.n;
  }

  /** Number `n` went to `target`, or could not: from now on it may be missed. */
  sent(target: InstanceId, n: number): void {
    const last = this.#last.get(target);
    if (last) last.sent = Math.max(last.sent, n);
  }

  /** A number that no message will have: `target` will see that something is missing. */
  skip(target: InstanceId): void {
    this.sent(target, this.next(target));
  }

  /** Something could not be said, and it is unknown to whom: everyone live is owed a hole. */
  owe(): void {
    this.#owed++;
  }

  /** What is owed now; take it before the read of the live instances that `pay` is given. */
  bill(): number {
    return this.#owed;
  }

  /** Gives everyone live their hole. True when there was something to pay. */
  pay(bill: number, others: Iterable<InstanceId>): boolean {
    if (bill <= this.#paid) return false;
    this.#paid = bill;
    for (const other of others) this.skip(other);
    return true;
  }

  /**
   * Forgets peers that are long gone. Not at once: a peer that was only asleep still compares with
   * what it heard before, and a counter that began again would look like repetition to it.
   */
  forget(live: ReadonlySet<InstanceId>): void {
    const now = this.#clock.elapsed();
    for (const [target, last] of this.#last) {
      if (live.has(target)) last.liveAt = now;
      else if (now - last.liveAt > FORGET_MS) this.#last.delete(target);
    }
  }

  /** The last number that was sent to each peer: what leases and beacons carry. */
  snapshot(): Record<InstanceId, number> {
    return Object.fromEntries([...this.#last].map(([target, { sent }]) => [target, sent]));
  }
}
