import { signal } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals";
import type { ConversationId, EventBatch } from "../protocol/events.ts";
import { MAX_HISTORY } from "../protocol/limits.ts";
import type { PushOf, ReplyOf } from "../protocol/server_frames.ts";
import type { Report } from "../world/report.ts";
import { type Clock, type Random, sleep } from "../world/world.ts";
import { backoffMs } from "./backoff.ts";
import { Refused } from "./model.ts";
import { Lost } from "./requests.ts";

/** Refusals of one page of a gap before it is given up. */
const MAX_REFUSALS = 5;

/** `restarts`: what was held before the batch does not join it (D8): drop that. */
export type Continuity = "continues" | "restarts";

export interface FeedsHost {
  clock: Clock;
  random: Random;
  report: Report;
  history(fields: {
    conversation: ConversationId;
    after: number;
    limit: number;
  }): Promise<ReplyOf<"history">>;
  deliver(batch: EventBatch, how: Continuity): void;
}

interface Feed {
  /** Everything up to here was delivered. */
  position: number;
  /** The highest seq heard of; above `position` there is a gap, and it is being mended. */
  heard: number;
  /** The turn of mending; another number makes the one under way void. */
  turn: number;
}

/**
 * Puts the events of each conversation in order: each delivered once, without a gap. A gap is filled
 * by `history` and counted; the server must not cause any (D4).
 */
export class Feeds {
  readonly #feeds = new Map<ConversationId, Feed>();
  readonly #gaps = signal(0);

  constructor(readonly host: FeedsHost) {}

  get gaps(): ReadonlySignal<number> {
    return this.#gaps;
  }

  position(conversation: ConversationId): number | undefined {
    return this.#feeds.get(conversation)?.position;
  }

  /** Takes what is up to `head` as known: nobody here asks for it. */
  adopt(conversation: ConversationId, head: number): void {
    const feed = this.#feeds.get(conversation);
    if (!feed) this.#feeds.set(conversation, { position: head, heard: head, turn: 0 });
    else if (feed.position === feed.heard && head > feed.position) {
      feed.position = feed.heard = head;
    }
  }

  forget(conversation: ConversationId): void {
    this.#settle(conversation);
    this.#feeds.delete(conversation);
  }

  /** The connection is gone: `sync` asks again from `position`. */
  lose(): void {
    for (const conversation of this.#feeds.keys()) this.#settle(conversation);
  }

  receive({ conversation, events, users, from }: PushOf<"events">): void {
    const first = events[0]?.seq ?? from;
    if (first === undefined) return;
    const last = events.at(-1)?.seq ?? first - 1;
    if (!this.#feeds.has(conversation)) this.adopt(conversation, first - 1);
    const feed = this.#feeds.get(conversation)!;
    if (from !== undefined) {
      // Also back: a log that was replaced has a lower head than we knew.
      feed.turn++;
      feed.position = feed.heard = last;
      return this.host.deliver({ conversation, events, users }, "restarts");
    }
    if (last <= feed.heard) return; // had already, or the mending brings it
    const whole = feed.position === feed.heard;
    feed.heard = last;
    if (!whole) return;
    if (first <= feed.position + 1) return this.#advance(feed, { conversation, events, users });
    this.#gaps.value++;
    void this.#mend(conversation, feed);
  }

  #advance(feed: Feed, { conversation, events, users }: EventBatch): void {
    const fresh = events[0]!.seq > feed.position
      ? events
      : events.filter(({ seq }) => seq > feed.position);
    if (fresh.length === 0) return;
    feed.position = fresh.at(-1)!.seq;
    feed.heard = Math.max(feed.heard, feed.position);
    this.host.deliver({ conversation, events: fresh, users }, "continues");
  }

  #settle(conversation: ConversationId): void {
    const feed = this.#feeds.get(conversation);
    if (!feed) return;
    feed.turn++;
    feed.heard = feed.position;
  }

  async #mend(conversation: ConversationId, feed: Feed): Promise<void> {
    const turn = ++feed.turn;
    let refusals = 0;
    while (feed.position < feed.heard) {
      const { position } = feed;
      const limit = Math.min(MAX_HISTORY, feed.heard - position);
      try {
        const page = await this.host.history({ conversation, after: position, limit });
        if (feed.turn !== turn) return;
        this.#advance(feed, { conversation, ...page });
      } catch (error) {
        if (feed.turn !== turn || error instanceof Lost) return;
        if (!(error instanceof Refused)) this.host.report("client: a gap was not mended", error);
        refusals++;
      }
      if (feed.position > position) continue;
      if (refusals === 0 || refusals > MAX_REFUSALS) return this.#giveUp(conversation, feed);
      await sleep(this.host.clock, backoffMs(refusals, this.host.random));
      if (feed.turn !== turn) return;
    }
  }

  /** The log does not give what is missing: what follows begins anew. */
  #giveUp(conversation: ConversationId, feed: Feed): void {
    feed.turn++;
    feed.position = feed.heard;
    this.host.deliver({ conversation, events: [], users: {} }, "restarts");
  }
}
