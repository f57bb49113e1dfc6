import { keys } from "../store/keys.ts";
import { type Entry, type Mutation, Unavailable } from "../store/kv.ts";
import { keyBytes } from "../store/size.ts";
import type { Timer } from "../world/world.ts";
import type { Topic } from "./bus.ts";
import type { InterestBatch, Interests } from "./interests.ts";
import { join, type Lease } from "./registry.ts";
import {
  pause,
  persist,
  reportUnlessUnavailable,
  retryMs,
  type Surroundings,
} from "./surroundings.ts";

/** Under the 80 KiB of keys that a commit may hold. */
const ROOM_FOR_KEYS_BYTES = 64 * 1024;

export interface RegistrationOptions {
  around: Surroundings;
  interests: Interests;
  lease: () => Lease;
  /** Before joining anew: peers may have forgotten this instance. */
  rejoining: () => void;
  /** All rows stand again after others had removed this instance. */
  rejoined: () => void;
}

/**
 * What this instance holds in the registry: its lease and its interests, written one commit at a
 * time. Each commit checks the lease and renews it: so a row can neither outlive a sweep nor be
 * written late, and an instance that was removed finds out with its next word.
 */
export class Registration {
  readonly #options: RegistrationOptions;
  #state: "resting" | "writing" | "closed" = "resting";
  #lease: string | null = null;
  #renewalDue = false;
  /** Joined anew, and not all rows are written again yet. */
  #incomplete = false;
  #failures = 0;
  #written: Promise<void> = Promise.resolve();
  #removal: Timer | undefined;

  constructor(options: RegistrationOptions) {
    this.#options = options;
  }

  async join(): Promise<void> {
    this.#lease = await join(this.#options.around, this.#options.lease);
  }

  async follow(topics: readonly Topic[]): Promise<void> {
    if (this.#state === "closed") throw new Unavailable("The link between instances is closed");
    const written = this.#options.interests.follow(topics);
    this.#write();
    await written;
  }

  unfollow(topics: readonly Topic[]): void {
    this.#options.interests.unfollow(topics, this.#options.around.clock.elapsed());
    this.#planRemoval();
  }

  /** Renews the lease; also how an instance finds out that it was removed. */
  renew(): void {
    this.#renewalDue = true;
    this.#write();
  }

  /** Writes no more and waits for the commit in flight; what waits for its rows is refused. */
  async close(): Promise<void> {
    this.#state = "closed";
    this.#removal?.cancel();
    this.#options.interests.close(new Unavailable("The link between instances is closed"));
    await this.#written;
  }

  #write(): void {
    if (this.#state !== "resting") return;
    this.#state = "writing";
    this.#written = this.#writeAll().catch((error) => {
      this.#rest();
      reportUnlessUnavailable(this.#options.around, "cluster: writing interests", error);
    });
  }

  #rest(): void {
    if (this.#state === "writing") this.#state = "resting";
    this.#planRemoval();
  }

  async #writeAll(): Promise<void> {
    const { around: { clock, me }, interests } = this.#options;
    const size = (topic: Topic) =>
      keyBytes(keys.interest(topic, me)) + keyBytes(keys.interestOf(me, topic));
    while (this.#state === "writing") {
      const batch = interests.take(clock.elapsed(), ROOM_FOR_KEYS_BYTES, size);
      if (!this.#renewalDue && batch.add.length + batch.remove.length === 0) {
        return this.#rest(); // in this turn, so that nothing is asked for between
      }
      this.#renewalDue = false;
      if (await this.#commit(batch)) {
        this.#failures = 0;
        interests.landed(batch);
      } else {
        interests.unknown(batch, clock.elapsed());
        await this.#recover();
      }
      if (this.#incomplete && !interests.incomplete) {
        this.#incomplete = false;
        this.#options.rejoined();
      }
    }
  }

  async #commit({ add, remove }: InterestBatch): Promise<boolean> {
    const { around, lease } = this.#options;
    const { kv, me } = around;
    const key = keys.lease(me);
    const mutations: Mutation[] = [{ type: "set", key, value: lease() }];
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
      reportUnlessUnavailable(around, "cluster: writing interests", error);
      return false;
    }
  }

  /** After an unknown end: the lease as it stands is the one to check next, or all was swept. */
  async #recover(): Promise<void> {
    const { around, interests } = this.#options;
    const { kv, me } = around;
    await pause(around, retryMs(this.#failures++, around.random));
    const found = await persist<Entry<Lease>>(around, "cluster: reading the own lease", () => {
      return kv.get<Lease>(keys.lease(me));
    });
    this.#renewalDue = true;
    this.#lease = found.versionstamp;
    if (this.#lease !== null || this.#state === "closed") return;
    this.#options.rejoining();
    await this.join();
    interests.swept();
    this.#incomplete = true;
  }

  #planRemoval(): void {
    const at = this.#options.interests.nextRemovalAt;
    if (at === undefined || this.#state !== "resting") return;
    this.#removal?.cancel();
    const { clock } = this.#options.around;
    this.#removal = clock.after(Math.max(0, at - clock.elapsed()), () => this.#write());
  }
}
