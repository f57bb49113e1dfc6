import { keys } from "../kv/keys.ts";
import { type Entry, type Mutation, Unavailable } from "../kv/kv.ts";
import { keyBytes } from "../kv/size.ts";
import { sleep, type Timer } from "../runtime/clock.ts";
import type { Topic } from "./bus.ts";
import type { InterestBatch, Interests } from "./interests.ts";
import { join, type Lease } from "./registry.ts";
import { type ClusterContext, persist, reportUnlessUnavailable, retryMs } from "./context.ts";

/** Under the 80 KiB of keys that a commit may hold. */
const MAX_KEY_BYTES_A_COMMIT = 64 * 1024;

/** Between commits, where more was followed during the last one: many come at once. */
const GATHER_MS = 20;

/** What the registration asks for and tells. */
export interface RegistrationEvents {
  /** The lease to write now. */
  lease(): Lease;
  /** Before joining again: peers may have forgotten this instance. */
  rejoining(): void;
  /** All rows are written again after others had removed this instance. */
  rejoined(): void;
}

/**
 * What this instance holds in the registry: its lease and its interests, written one commit at a
 * time. Each commit checks the lease and renews it: so a row can neither outlive a sweep nor be
 * written late, and an instance that was removed finds out with its next commit.
 */
export class Registration {
  #state: "resting" | "writing" | "closed" = "resting";
  #lease: string | null = null;
  #renewalDue = false;
  /** Joined again, and not all rows are written yet. */
  #incomplete = false;
  #failures = 0;
  #written: Promise<void> = Promise.resolve();
  #removal: Timer | undefined;

  constructor(
    private readonly context: ClusterContext,
    private readonly interests: Interests,
    private readonly events: RegistrationEvents,
  ) {}

  async join(): Promise<void> {
    this.#lease = await join(this.context, () => this.events.lease());
  }

  async follow(topics: readonly Topic[]): Promise<void> {
    if (this.#state === "closed") throw new Unavailable("The link between instances is closed");
    const written = this.interests.follow(topics);
    this.#write();
    await written;
  }

  unfollow(topics: readonly Topic[]): void {
    this.interests.unfollow(topics, this.context.clock.elapsed());
    this.#planRemoval();
  }

  /** Renews the lease, and so finds out whether this instance was removed. */
  renew(): void {
    this.#renewalDue = true;
    this.#write();
  }

  /** Writes no more and waits for the commit in flight; rejects who waits for rows with `Unavailable`. */
  async close(): Promise<void> {
    this.#state = "closed";
    this.#removal?.cancel();
    this.interests.close(new Unavailable("The link between instances is closed"));
    await this.#written;
  }

  #write(): void {
    if (this.#state !== "resting") return;
    this.#state = "writing";
    // After this turn: what is followed together is written together.
    this.#written = Promise.resolve().then(() => this.#writeAll()).catch((error) => {
      this.#rest();
      reportUnlessUnavailable(this.context, "cluster: writing interests", error);
    });
  }

  #rest(): void {
    if (this.#state === "writing") this.#state = "resting";
    this.#planRemoval();
  }

  async #writeAll(): Promise<void> {
    const { context: { clock, ended, me }, interests } = this;
    const size = (topic: Topic) =>
      keyBytes(keys.interest(topic, me)) + keyBytes(keys.interestOf(me, topic));
    while (this.#state === "writing") {
      const batch = interests.take(clock.elapsed(), MAX_KEY_BYTES_A_COMMIT, size);
      if (!this.#renewalDue && batch.add.length + batch.remove.length === 0) {
        return this.#rest(); // in this turn, so that no request comes between
      }
      this.#renewalDue = false;
      if (await this.#commit(batch)) {
        this.#failures = 0;
        interests.written(batch);
      } else {
        interests.unknown(batch, clock.elapsed());
        await this.#recover();
      }
      if (this.#incomplete && !interests.incomplete) {
        this.#incomplete = false;
        this.events.rejoined();
      }
      if (interests.incomplete) await sleep(clock, GATHER_MS, ended);
    }
  }

  async #commit({ add, remove }: InterestBatch): Promise<boolean> {
    const { context } = this;
    const { kv, me } = context;
    const key = keys.lease(me);
    const mutations: Mutation[] = [{ type: "set", key, value: this.events.lease() }];
    for (const topic of add) {
      mutations.push({ type: "set", key: keys.interest(topic, me), value: 1 });
      mutations.push({ type: "set", key: keys.interestOf(me, topic), value: 1 });
    }
    for (const topic of remove) {
      mutations.push({ type: "delete", key: keys.interest(topic, me) });
      mutations.push({ type: "delete", key: keys.interestOf(me, topic) });
    }
    try {
      const result = await kv.commit([{ key, versionstamp: this.#lease }], mutations);
      if (result.ok) this.#lease = result.versionstamp;
      return result.ok;
    } catch (error) {
      reportUnlessUnavailable(context, "cluster: writing interests", error);
      return false;
    }
  }

  /** After an unknown end: reads the lease to check next; without one, all rows were swept. */
  async #recover(): Promise<void> {
    const { context, interests } = this;
    const { kv, me } = context;
    await sleep(context.clock, retryMs(this.#failures++, context.random), context.ended);
    const found = await persist<Entry<Lease>>(context, "cluster: reading the own lease", () => {
      return kv.get<Lease>(keys.lease(me));
    });
    this.#renewalDue = true;
    this.#lease = found.versionstamp;
    if (this.#lease !== null || this.#state === "closed") return;
    this.events.rejoining();
    await this.join();
    interests.swept();
    this.#incomplete = true;
  }

  #planRemoval(): void {
    const at = this.interests.nextRemovalAt;
    if (at === undefined || this.#state !== "resting") return;
    this.#removal?.cancel();
    const { clock } = this.context;
    this.#removal = clock.after(Math.max(0, at - clock.elapsed()), () => this.#write());
  }
}
