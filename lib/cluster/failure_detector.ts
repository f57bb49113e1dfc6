import { keys } from "../store/keys.ts";
import type { Entry } from "../store/kv.ts";
import type { Timer } from "../world/world.ts";
import type { InstanceId } from "./bus.ts";
import type { Hearing } from "./hearing.ts";
import type { Live } from "./live.ts";
import type { Membership } from "./membership.ts";
import { type Lease, remove } from "./registry.ts";
import type { Said } from "./said.ts";
import { reportUnlessUnavailable, type Surroundings } from "./surroundings.ts";
import { LEASE_LAPSE_MS, LOOK_GAP_MS, LOOK_MS } from "./timing.ts";

export interface FailureDetectorOptions {
  around: Surroundings;
  membership: Membership;
  hearing: Hearing;
  said: Said;
  /** Looks failed for a while and succeed again. */
  recovered: () => void;
  /** Holes were made that only the lease can tell of: renew it now. */
  paid: () => void;
}

/** Something that did not change since a time on this instance's own clock. */
interface Seen {
  versionstamp: string | null;
  since: number;
}

/** Looks at the list of instances and at all peers' leases, and removes those that lapsed. */
export class FailureDetector {
  readonly #options: FailureDetectorOptions;
  readonly #leases = new Map<InstanceId, Seen>();
  readonly #orphans = new Map<InstanceId, number>();
  #lookedAt = 0;
  #early: Timer | undefined;
  #state: "resting" | "looking" | "failing" = "resting";

  constructor(options: FailureDetectorOptions) {
    this.#options = options;
  }

  /** One look; never throws. One that is asked for while another runs is left out. */
  async look(): Promise<void> {
    if (this.#state === "looking") return;
    const failed = this.#state === "failing";
    this.#state = "looking";
    try {
      await this.#look();
      this.#state = "resting";
      if (failed) this.#options.recovered();
    } catch (error) {
      this.#state = "failing";
      reportUnlessUnavailable(this.#options.around, "cluster: looking at the leases", error);
    }
  }

  stop(): void {
    this.#early?.cancel();
  }

  async #look(): Promise<void> {
    const { around: { kv, clock, me }, membership, hearing, said } = this.#options;
    const others = [...membership.others];
    const heard = hearing.sources;
    const bill = said.bill();
    const [live, ...leases] = await kv.getMany<unknown>([
      keys.live(),
      ...others.map((other) => keys.lease(other)),
    ]) as [Entry<Live>, ...Entry<Lease>[]];
    membership.learn(live);
    const still = new Set(hearing.sources); // who was listed has departed by that read already
    membership.account(heard.filter((one) => still.has(one)));
    const newcomers = [...membership.others].filter((other) => !others.includes(other));
    if (newcomers.length > 0) { // one that dies soon must not have had a look's time more (P2)
      const found = await kv.getMany<Lease>(newcomers.map((newcomer) => keys.lease(newcomer)));
      others.push(...newcomers);
      leases.push(...found);
    }
    if (said.pay(bill, membership.others)) this.#options.paid();
    said.forget(membership.others);

    const now = clock.elapsed();
    if (now - this.#lookedAt > LOOK_GAP_MS) this.#startOver();
    this.#lookedAt = now;
    const lapsed: Array<{ instance: InstanceId; versionstamp: string | null }> = [];
    others.forEach((instance, index) => {
      const lease = leases[index];
      if (!lease || !membership.others.has(instance)) return;
      hearing.reveal(instance, lease.value?.said[me] ?? 0);
      const { versionstamp } = lease;
      if (this.#unchanged(instance, versionstamp, now)) lapsed.push({ instance, versionstamp });
    });
    await this.#remove(live, lapsed, this.#abandoned(now));
    this.#lookEarly(now);
  }

  /** Judged by this clock alone: clocks of instances may disagree. */
  #unchanged(instance: InstanceId, versionstamp: string | null, now: number): boolean {
    const seen = this.#leases.get(instance);
    if (seen?.versionstamp === versionstamp) return now - seen.since >= LEASE_LAPSE_MS;
    this.#leases.set(instance, { versionstamp, since: now });
    return false;
  }

  /** Departed instances whose sweeper has been gone for long: one that leaves sweeps for itself. */
  #abandoned(now: number): InstanceId[] {
    const orphans = this.#options.membership.orphans;
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
    live: Entry<Live>,
    lapsed: ReadonlyArray<{ instance: InstanceId; versionstamp: string | null }>,
    orphans: readonly InstanceId[],
  ): Promise<void> {
    const { around, membership } = this.#options;
    for (const known of this.#leases.keys()) {
      if (!membership.others.has(known)) this.#leases.delete(known);
    }
    if (lapsed.length + orphans.length === 0) return;
    // Whatever the commit answers, the list says who won.
    await remove(around, live, lapsed, orphans).catch((error) => {
      reportUnlessUnavailable(around, "cluster: removing lapsed instances", error);
    });
    membership.learn(await around.kv.get<Live>(keys.live()));
  }

  /** A lease that may lapse before the next regular look is looked at when it does (P2). */
  #lookEarly(now: number): void {
    const { clock, ended } = this.#options.around;
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
