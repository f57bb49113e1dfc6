import { keys } from "../kv/keys.ts";
import type { Entry } from "../kv/kv.ts";
import type { Timer } from "../runtime/clock.ts";
import type { InstanceId } from "./bus.ts";
import type { Receiver } from "./receiver.ts";
import type { Roster } from "./roster.ts";
import type { Membership } from "./membership.ts";
import { type Lease, remove } from "./registry.ts";
import type { SequenceNumbers } from "./sequence_numbers.ts";
import { type ClusterContext, reportUnlessUnavailable } from "./context.ts";
import { LEASE_LAPSE_MS, LOOK_GAP_MS, LOOK_MS } from "./timing.ts";

/** What the detector reads and feeds. */
export interface FailureDetectorParts {
  membership: Membership;
  receiver: Receiver;
  numbers: SequenceNumbers;
}

/** Called by the detector. */
export interface FailureDetectorEvents {
  /** Looks succeed again after some that failed. */
  recovered(): void;
  /** Gaps were flushed that only the lease can show: renew it now. */
  gapsFlushed(): void;
}

/** Something that did not change since a time on this instance's own clock. */
interface Seen {
  versionstamp: string | null;
  since: number;
}

/** Reads the roster and all peers' leases, and removes the instances whose leases lapsed. */
export class FailureDetector {
  readonly #leases = new Map<InstanceId, Seen>();
  readonly #orphans = new Map<InstanceId, number>();
  #lookedAt = 0;
  #early: Timer | undefined;
  #state: "resting" | "looking" | "failing" = "resting";

  constructor(
    private readonly context: ClusterContext,
    private readonly parts: FailureDetectorParts,
    private readonly events: FailureDetectorEvents,
  ) {}

  /** One look; never throws. Does nothing while another runs. */
  async look(): Promise<void> {
    if (this.#state === "looking") return;
    const failed = this.#state === "failing";
    this.#state = "looking";
    try {
      await this.#look();
      this.#state = "resting";
      if (failed) this.events.recovered();
    } catch (error) {
      this.#state = "failing";
      reportUnlessUnavailable(this.context, "cluster: looking at the leases", error);
    }
  }

  stop(): void {
    this.#early?.cancel();
  }

  async #look(): Promise<void> {
    const { context: { kv, clock, me }, parts: { membership, receiver, numbers } } = this;
    const others = [...membership.others];
    const heard = receiver.sources;
    const pending = numbers.pendingGap();
    const startedAt = clock.elapsed();
    const [live, ...leases] = await kv.getMany<unknown>([
      keys.live(),
      ...others.map((other) => keys.lease(other)),
    ]) as [Entry<Roster>, ...Entry<Lease>[]];
    membership.learn(live, startedAt);
    const still = new Set(receiver.sources); // without those that this read has shown as departed
    membership.account(heard.filter((one) => still.has(one)));
    const newcomers = [...membership.others].filter((other) => !others.includes(other));
    if (newcomers.length > 0) { // a newcomer that dies soon must not gain the time of a look (P2)
      const found = await kv.getMany<Lease>(newcomers.map((newcomer) => keys.lease(newcomer)));
      others.push(...newcomers);
      leases.push(...found);
    }
    if (numbers.flushGaps(pending, membership.others)) this.events.gapsFlushed();
    numbers.forget(membership.others);

    const now = clock.elapsed();
    if (now - this.#lookedAt > LOOK_GAP_MS) this.#startOver();
    this.#lookedAt = now;
    const lapsed: Array<{ instance: InstanceId; versionstamp: string | null }> = [];
    others.forEach((instance, index) => {
      const lease = leases[index];
      if (!lease || !membership.others.has(instance)) return;
      receiver.expect(instance, lease.value?.sent?.[me] ?? 0);
      const { versionstamp } = lease;
      if (this.#unchanged(instance, versionstamp, now)) lapsed.push({ instance, versionstamp });
    });
    await this.#remove(live, lapsed, this.#abandoned(now));
    this.#lookEarly(now);
  }

  /** Judged by this instance's clock alone: clocks of instances may disagree. */
  #unchanged(instance: InstanceId, versionstamp: string | null, now: number): boolean {
    const seen = this.#leases.get(instance);
    if (seen?.versionstamp === versionstamp) return now - seen.since >= LEASE_LAPSE_MS;
    this.#leases.set(instance, { versionstamp, since: now });
    return false;
  }

  /** Departed instances whose sweeper is long gone. One that leaves in order sweeps its own rows. */
  #abandoned(now: number): InstanceId[] {
    const orphans = this.parts.membership.orphans;
    for (const known of this.#orphans.keys()) {
      if (!orphans.includes(known)) this.#orphans.delete(known);
    }
    return orphans.filter((orphan) => {
      const since = this.#orphans.get(orphan) ?? now;
      this.#orphans.set(orphan, since);
      return now - since >= LEASE_LAPSE_MS;
    });
  }

  async #remove(
    live: Entry<Roster>,
    lapsed: ReadonlyArray<{ instance: InstanceId; versionstamp: string | null }>,
    orphans: readonly InstanceId[],
  ): Promise<void> {
    const { context, parts: { membership } } = this;
    for (const known of this.#leases.keys()) {
      if (!membership.others.has(known)) this.#leases.delete(known);
    }
    if (lapsed.length + orphans.length === 0) return;
    // Whatever the commit answers, the roster says who won.
    await remove(context, live, lapsed, orphans).catch((error) => {
      reportUnlessUnavailable(context, "cluster: removing lapsed instances", error);
    });
    const startedAt = context.clock.elapsed();
    membership.learn(await context.kv.get<Roster>(keys.live()), startedAt);
  }

  /** Looks as soon as a lease may lapse, if that is before the next regular look (P2). */
  #lookEarly(now: number): void {
    const { clock, ended } = this.context;
    const lapses = [...this.#leases.values()].map(({ since }) => since + LEASE_LAPSE_MS - now);
    const soonestMs = Math.min(...lapses.filter((ms) => ms > 0));
    if (soonestMs >= LOOK_MS || ended.aborted) return;
    this.#early?.cancel();
    this.#early = clock.after(soonestMs, () => void this.look());
  }

  #startOver(): void {
    this.#leases.clear();
    this.#orphans.clear();
  }
}
