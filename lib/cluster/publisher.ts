import { keys } from "../store/keys.ts";
import type { InstanceId, Published, Topic } from "./bus.ts";
import type { Live } from "./live.ts";
import { lookUp } from "./lookup.ts";
import type { Membership } from "./membership.ts";
import type { NearLink } from "./near_link.ts";
import type { Outbox } from "./outbox.ts";
import { parcels } from "./parcels.ts";
import type { Said } from "./said.ts";
import { reportUnlessUnavailable, type Surroundings } from "./surroundings.ts";

/** Waiting for a store that is slow; beyond it everyone is owed a hole instead. */
const MAX_WAITING_MESSAGES = 10_000;

export interface PublisherOptions {
  around: Surroundings;
  membership: Membership;
  said: Said;
  near: NearLink;
  outbox: Outbox;
}

interface Flush {
  messages: Published[];
  done: PromiseWithResolvers<void>;
}

const newFlush = (): Flush => ({ messages: [], done: Promise.withResolvers() });

/**
 * Looks up who follows what is published, and sends it there. One lookup is in flight; what is
 * published meanwhile goes with the next. Being alone costs one read a flush and nothing more.
 */
export class Publisher {
  readonly #options: PublisherOptions;
  #next = newFlush();
  #flushed: Promise<void> = Promise.resolve();
  #state: "resting" | "flushing" | "closed" = "resting";

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Resolves when the messages were handed to the links, or could not be; never throws. */
  publish(messages: readonly Published[]): Promise<void> {
    if (messages.length === 0 || this.#state === "closed") return Promise.resolve();
    const { done } = this.#next;
    if (this.#next.messages.length + messages.length > MAX_WAITING_MESSAGES) {
      this.#options.said.owe();
      return done.promise;
    }
    this.#next.messages.push(...messages);
    if (this.#state === "resting") {
      this.#state = "flushing";
      this.#flushed = this.#flushAll();
    }
    return done.promise;
  }

  /** Takes nothing more; resolves when what was taken is out. */
  async close(): Promise<void> {
    this.#state = "closed";
    await this.#flushed;
    await this.#options.outbox.send();
  }

  async #flushAll(): Promise<void> {
    while (this.#next.messages.length > 0) {
      const { messages, done } = this.#next;
      this.#next = newFlush();
      try {
        await this.#flush(messages);
      } catch (error) {
        this.#options.said.owe();
        reportUnlessUnavailable(this.#options.around, "cluster: publishing", error);
      }
      // The far link takes its time; the next lookup does not wait for it.
      void this.#options.outbox.send().then(() => done.resolve());
    }
    if (this.#state === "flushing") this.#state = "resting";
  }

  async #flush(messages: readonly Published[]): Promise<void> {
    const { around: { kv }, membership } = this.#options;
    const topics = [...new Set(messages.map(({ topic }) => topic))].filter(
      (topic) => topic !== "everyone",
    );
    // Both reads may run at once, as both begin after the commit. Who is not in the list yet reads
    // the log after joining it; who is, and was not known, is looked up after it.
    const known = [...membership.others];
    const [live, followers] = await Promise.all([
      kv.get<Live>(keys.live()),
      lookUp(kv, topics, known),
    ]);
    membership.learn(live);
    const newcomers = [...membership.others].filter((other) => !known.includes(other));
    for (const [topic, found] of await lookUp(kv, topics, newcomers)) {
      followers.set(topic, [...followers.get(topic) ?? [], ...found]);
    }
    followers.set("everyone", [...membership.others]);
    this.#send(messages, followers);
  }

  #send(messages: readonly Published[], followers: ReadonlyMap<Topic, InstanceId[]>): void {
    const { membership, said, near, outbox } = this.#options;
    const isNear = new Map<InstanceId, boolean>();
    const to: Record<InstanceId, number> = {};
    const posted: Published[] = [];
    const far = new Map<InstanceId, Published[]>();
    for (const published of messages) {
      let post = false;
      for (const target of followers.get(published.topic) ?? []) {
        if (!membership.others.has(target)) continue; // its row is not swept yet
        if (!isNear.has(target)) isNear.set(target, near.reaches(target));
        if (isNear.get(target)) {
          post = true;
          to[target] ??= said.next(target);
        } else if (!far.get(target)?.push(published)) far.set(target, [published]);
      }
      if (post) posted.push(published);
    }
    if (posted.length > 0) near.send(to, posted);
    for (const [target, n] of Object.entries(to)) said.sent(target, n);
    for (const [target, addressed] of far) {
      const packed = parcels(addressed);
      for (const parcel of packed.parcels) outbox.put(target, parcel);
      if (packed.lost > 0) said.skip(target);
    }
  }
}
