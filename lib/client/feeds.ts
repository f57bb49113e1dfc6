import { signal } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals";
import type { ConversationId, EventBatch } from "../protocol/events.ts";
import { MAX_HISTORY } from "../protocol/limits.ts";
import type { PushOf, ReplyOf } from "../protocol/server_frames.ts";
import { sleep } from "../runtime/clock.ts";
import { backoffMs } from "../async/backoff.ts";
import { Refused } from "./model.ts";
import { Lost } from "./requests.ts";
import type { ClientRuntime } from "./runtime.ts";

/** Failed requests for one page of a gap before it is abandoned. */
const MAX_FAILURES = 5;

/** `restarts`: the batch does not continue what was delivered before (D8): drop that. */
export type Continuity = "continues" | "restarts";

/** Asks for the page after a seq. */
type HistoryAfter = (
  fields: { conversation: ConversationId; after: number; limit: number },
) => Promise<ReplyOf<"history">>;

interface Feed {
  /** Everything up to here was delivered. */
  position: number;
  /** The highest seq heard of; above `position` there is a gap, which is being filled. */
  heard: number;
  /** Counts the fills; one that sees another number stops. */
  fill: number;
}

/**
 * Puts the events of each conversation in order: each delivered once, without a gap. A gap is filled
 * by `history` and counted; the server must not cause any (D4).
 */
export class Feeds {
  readonly #feeds = new Map<ConversationId, Feed>();
  readonly #gaps = signal(0);

  /** `deliver` is called with each event of a conversation once, in order. */
  constructor(
    readonly runtime: ClientRuntime,
    readonly history: HistoryAfter,
    readonly deliver: (batch: EventBatch, how: Continuity) => void,
  ) {}

  get gaps(): ReadonlySignal<number> {
    return this.#gaps;
  }

  position(conversation: ConversationId): number | undefined {
    return this.#feeds.get(conversation)?.position;
  }

  /** Moves the position to `head` without delivering what is before it. */
  adopt(conversation: ConversationId, head: number): void {
    const feed = this.#feeds.get(conversation);
    if (!feed) this.#feeds.set(conversation, { position: head, heard: head, fill: 0 });
    else if (feed.position === feed.heard && head > feed.position) {
      feed.position = feed.heard = head;
    }
  }

  forget(conversation: ConversationId): void {
    this.#stopFill(conversation);
    this.#feeds.delete(conversation);
  }

  /** The connection is lost: `sync` asks again from `position`. */
  disconnected(): void {
    for (const conversation of this.#feeds.keys()) this.#stopFill(conversation);
  }

  receive({ from, type: _, ...batch }: PushOf<"events">): void {
    const { conversation, events } = batch;
    const first = events[0]?.seq ?? from;
    if (first === undefined) return;
    const last = events.at(-1)?.seq ?? first - 1;
    if (!this.#feeds.has(conversation)) this.adopt(conversation, first - 1);
    const feed = this.#feeds.get(conversation)!;
    if (from !== undefined) {
      // Also back: a log that was replaced has a lower head than we knew.
      feed.fill++;
      feed.position = feed.heard = last;
      return this.deliver(batch, "restarts");
    }
    if (last <= feed.heard) return; // had already, or the fill brings it
    const whole = feed.position === feed.heard;
    feed.heard = last;
    if (!whole) return;
    if (first <= feed.position + 1) return this.#advance(feed, batch);
    this.#gaps.value++;
    void this.#fillGap(conversation, feed);
  }

  #advance(feed: Feed, { events, ...beside }: EventBatch): void {
    const fresh = events[0]!.seq > feed.position
      ? events
      : events.filter(({ seq }) => seq > feed.position);
    if (fresh.length === 0) return;
    feed.position = fresh.at(-1)!.seq;
    feed.heard = Math.max(feed.heard, feed.position);
    this.deliver({ ...beside, events: fresh }, "continues");
  }

  #stopFill(conversation: ConversationId): void {
    const feed = this.#feeds.get(conversation);
    if (!feed) return;
    feed.fill++;
    feed.heard = feed.position;
  }

  async #fillGap(conversation: ConversationId, feed: Feed): Promise<void> {
    const fill = ++feed.fill;
    let failures = 0;
    while (feed.position < feed.heard) {
      const { position } = feed;
      const limit = Math.min(MAX_HISTORY, feed.heard - position);
      try {
        const page = await this.history({ conversation, after: position, limit });
        if (feed.fill !== fill) return;
        const { events, users, quotes } = page;
        this.#advance(feed, { conversation, events, users, quotes });
      } catch (error) {
        if (feed.fill !== fill || error instanceof Lost) return;
        if (!(error instanceof Refused)) {
          this.runtime.logger.error("client: a gap was not filled", error);
        }
        failures++;
      }
      if (feed.position > position) continue;
      if (failures === 0 || failures > MAX_FAILURES) return this.#abandonGap(conversation, feed);
      await sleep(this.runtime.clock, backoffMs(failures, this.runtime.random));
      if (feed.fill !== fill) return;
    }
  }

  /** The log does not give what is missing: delivery restarts after the gap. */
  #abandonGap(conversation: ConversationId, feed: Feed): void {
    feed.fill++;
    feed.position = feed.heard;
    this.deliver({ conversation, events: [], users: {} }, "restarts");
  }
}
