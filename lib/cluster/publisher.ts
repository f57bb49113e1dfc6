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
      void this.#flushAll();
    }
    return done.promise;
  }

  /** Takes nothing more; resolves when what was taken is out. */
  async close(): Promise<void> {
    const { done, messages } = this.#next;
    const flushing = this.#state === "flushing";
    this.#state = "closed";
    if (flushing && messages.length > 0) await done.promise;
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
    membership.learn(await kv.get<Live>(keys.live()));
    const others = [...membership.others];
    if (others.length === 0) return;
    const topics = new Set(messages.map(({ topic }) => topic));
    topics.delete("everyone");
    const followers = await lookUp(kv, [...topics], others);
    followers.set("everyone", others);
    this.#send(messages, followers);
  }

  #send(messages: readonly Published[], followers: ReadonlyMap<Topic, InstanceId[]>): void {
    const { said, near, outbox } = this.#options;
    const isNear = new Map<InstanceId, boolean>();
    const to: Record<InstanceId, number> = {};
    const posted: Published[] = [];
    const far = new Map<InstanceId, Published[]>();
    for (const published of messages) {
      let post = false;
      for (const target of followers.get(published.topic) ?? []) {
        if (!isNear.has(target)) isNear.set(target, near.reaches(target));
        if (isNear.get(target)) {
          post = true;
          to[target] ??= said.next(target);
        } else far.set(target, [...far.get(target) ?? [], published]);
      }
      if (post) posted.push(published);
    }
    if (posted.length > 0) near.send(to, posted);
    for (const [target, addressed] of far) {
      const packed = parcels(addressed);
      for (const parcel of packed.parcels) outbox.put(target, said.next(target), parcel);
      if (packed.lost > 0) said.next(target); // a hole
    }
  }
}
