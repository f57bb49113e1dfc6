import { keys } from "../kv/keys.ts";
import type { InstanceId, Published, Topic } from "./bus.ts";
import type { Roster } from "./roster.ts";
import { findFollowers } from "./followers.ts";
import type { Membership } from "./membership.ts";
import type { NearLink } from "./near_link.ts";
import type { FarSender } from "./far_sender.ts";
import { chunkMessages } from "./chunking.ts";
import type { SequenceNumbers } from "./sequence_numbers.ts";
import { type ClusterContext, reportUnlessUnavailable } from "./context.ts";

/** What may wait for a slow store; beyond it, a gap is marked for every peer instead. */
const MAX_WAITING_MESSAGES = 10_000;

/** Where the publisher finds its targets, and the links that it sends over. */
export interface PublisherParts {
  membership: Membership;
  numbers: SequenceNumbers;
  near: NearLink;
  farSender: FarSender;
}

interface Flush {
  messages: Published[];
  done: PromiseWithResolvers<void>;
}

const newFlush = (): Flush => ({ messages: [], done: Promise.withResolvers() });

/**
 * Finds the instances that follow what is published, and sends it to them. One lookup is in flight;
 * what is published meanwhile goes with the next.
 */
export class Publisher {
  #next = newFlush();
  #flushed: Promise<void> = Promise.resolve();
  #state: "resting" | "flushing" | "closed" = "resting";

  constructor(private readonly context: ClusterContext, private readonly parts: PublisherParts) {}

  /** Resolves when the messages were handed to the links, or could not be; never throws. */
  publish(messages: readonly Published[]): Promise<void> {
    if (messages.length === 0 || this.#state === "closed") return Promise.resolve();
    const { done } = this.#next;
    if (this.#next.messages.length + messages.length > MAX_WAITING_MESSAGES) {
      this.parts.numbers.markGap();
      return done.promise;
    }
    this.#next.messages.push(...messages);
    if (this.#state === "resting") {
      this.#state = "flushing";
      this.#flushed = this.#flushAll();
    }
    return done.promise;
  }

  /** Takes nothing more; resolves when what was taken is sent. */
  async close(): Promise<void> {
    this.#state = "closed";
    await this.#flushed;
    await this.parts.farSender.send();
  }

  async #flushAll(): Promise<void> {
    while (this.#next.messages.length > 0) {
      const { messages, done } = this.#next;
      this.#next = newFlush();
      try {
        await this.#flush(messages);
      } catch (error) {
        this.parts.numbers.markGap();
        reportUnlessUnavailable(this.context, "cluster: publishing", error);
      }
      // The next lookup does not wait for the far link.
      void this.parts.farSender.send().then(() => done.resolve());
    }
    if (this.#state === "flushing") this.#state = "resting";
  }

  async #flush(messages: readonly Published[]): Promise<void> {
    const { context: { kv, clock }, parts: { membership } } = this;
    const topics = [...new Set(messages.map(({ topic }) => topic))].filter(
      (topic) => topic !== "everyone",
    );
    // Both reads may run at once, as both begin after the commit. An instance that is not in the
    // roster yet reads the log after it joins; one that is new in it is looked up below.
    const startedAt = clock.elapsed();
    const known = [...membership.others];
    const [live, followers] = await Promise.all([
      kv.get<Roster>(keys.live()),
      findFollowers(kv, topics, known),
    ]);
    membership.learn(live, startedAt);
    const newcomers = [...membership.others].filter((other) => !known.includes(other));
    for (const [topic, found] of await findFollowers(kv, topics, newcomers)) {
      followers.set(topic, [...followers.get(topic) ?? [], ...found]);
    }
    followers.set("everyone", [...membership.others]);
    this.#send(messages, followers);
  }

  #send(messages: readonly Published[], followers: ReadonlyMap<Topic, InstanceId[]>): void {
    const { membership, numbers, near, farSender } = this.parts;
    const isNear = new Map<InstanceId, boolean>();
    const to: Record<InstanceId, number> = {};
    const posted: Published[] = [];
    const far = new Map<InstanceId, Published[]>();
    for (const published of messages) {
      let post = false;
      for (const target of followers.get(published.topic) ?? []) {
        if (!membership.others.has(target)) continue; // departed, and not swept yet
        if (!isNear.has(target)) isNear.set(target, near.reaches(target));
        if (isNear.get(target)) {
          post = true;
          to[target] ??= numbers.next(target);
        } else if (!far.get(target)?.push(published)) far.set(target, [published]);
      }
      if (post) posted.push(published);
    }
    if (posted.length > 0) near.send(to, posted);
    for (const [target, n] of Object.entries(to)) numbers.sent(target, n);
    for (const [target, addressed] of far) {
      const { chunks, lost } = chunkMessages(addressed);
      for (const chunk of chunks) farSender.put(target, chunk);
      if (lost > 0) numbers.skip(target);
    }
  }
}
