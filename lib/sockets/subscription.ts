import type { Feeds } from "../chat/chat.ts";
import type { ConversationSummary, EventBatch } from "../protocol/events.ts";
import { MAX_BUFFERED_BYTES } from "../protocol/limits.ts";
import { Unavailable } from "../kv/kv.ts";
import type { Logger } from "../runtime/logger.ts";
import { type Clock, sleep } from "../runtime/clock.ts";
import { nextPage } from "./catch_up.ts";
import { tellsOfEarlier, withoutEarlier } from "../chat/conversations/visible.ts";
import { eventFrames, part } from "./event_frames.ts";

/** Catching up pauses while more than this waits on the socket. */
const PAUSE_ABOVE_BYTES = MAX_BUFFERED_BYTES / 4;
/** How often a paused connection is checked. */
const PAUSE_MS = 20;
/** The first wait after the store did not answer; it doubles each time. */
const RETRY_MS = 250;
const MAX_RETRY_MS = 4_000;

/**
 * Where a subscription stands:
 *
 *     opening ──▶ catching-up ──▶ live ──▶ ended
 *                      ▲            │
 *                      └── (a gap) ┘
 *
 * In all of them `cursor` is the last seq that the client was sent. Live means that the feed's
 * position is not beyond it; that is checked and acted on in one turn, so nothing is lost (D4).
 */
type Phase = "opening" | "catching-up" | "live" | "ended";

/** The connection that a subscription sends to. */
export interface Subscriber {
  readonly ended: boolean;
  readonly waitingBytes: number;
  sendText(text: string): void;
}

export interface SubscriptionParts {
  feeds: Feeds;
  clock: Clock;
  logger: Logger;
}

/** One conversation, followed by one connection: each event once, in order, without a gap (D4). */
export class Subscription {
  readonly conversation: string;
  readonly kind: ConversationSummary["kind"];
  #phase: Phase = "opening";
  #cursor: number;
  /** The first seq that the user is shown. */
  readonly #first: number;

  constructor(
    private readonly parts: SubscriptionParts,
    private readonly subscriber: Subscriber,
    { id, kind, from = 1 }: Pick<ConversationSummary, "id" | "kind" | "from">,
    /** The last seq that the client has. */
    cursor: number,
  ) {
    this.conversation = id;
    this.kind = kind;
    this.#first = from;
    this.#cursor = Math.max(cursor, from - 1);
  }

  /** The last seq that the client was sent, or had before. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Follows the feed, sends what the client lacks and goes live. Never rejects. */
  async begin(): Promise<void> {
    const { feeds } = this.parts;
    if (!(await this.#persist(() => feeds.open(this.conversation)))) return;
    if (this.#phase === "ended") return feeds.close(this.conversation);
    await this.#catchUp();
  }

  /** Takes the feed's newest batch; `frames` gives its frames, encoded once for all. */
  deliver(batch: EventBatch, frames: () => readonly string[]): void {
    const first = batch.events[0]?.seq ?? 0;
    const held = this.#cursor + 1 - first;
    if (this.#phase !== "live" || held >= batch.events.length) return;
    if (held < 0) return void this.#catchUp();
    this.#cursor = first + batch.events.length - 1;
    if (held === 0 && !tellsOfEarlier(batch, this.#first)) return this.#send(frames());
    this.#send(this.#framesOf(part(batch, held, batch.events.length)));
  }

  end(): void {
    const following = this.#phase === "catching-up" || this.#phase === "live";
    this.#phase = "ended";
    if (following) this.parts.feeds.close(this.conversation);
  }

  async #catchUp(): Promise<void> {
    this.#phase = "catching-up";
    while (this.#active && await this.#persist(() => this.#step())) await this.#drained();
  }

  /** Sends the next page, or goes live when there is none. */
  async #step(): Promise<void> {
    const { feeds } = this.parts;
    const position = () => feeds.position(this.conversation) ?? this.#cursor;
    if (position() === this.#cursor) return this.#goLive();
    const page = await nextPage(feeds, this.conversation, this.#cursor);
    if (!this.#active) return;
    if (page.is === "page") {
      this.#cursor = page.cursor;
      return this.#send(this.#framesOf(page.batch, page.from));
    }
    // Events that came during the read were not sent by this subscription: another step.
    if (position() <= this.#cursor) this.#goLive();
  }

  /** Without the words of what was said before the user is shown anything. */
  #framesOf(batch: EventBatch, from?: number): string[] {
    return eventFrames(withoutEarlier(batch, this.#first), from);
  }

  #goLive(): void {
    this.#phase = "live";
  }

  #send(frames: readonly string[]): void {
    for (const frame of frames) this.subscriber.sendText(frame);
  }

  /** Waits until the socket has taken most of what was sent. */
  async #drained(): Promise<void> {
    while (this.#active && this.subscriber.waitingBytes > PAUSE_ABOVE_BYTES) {
      await sleep(this.parts.clock, PAUSE_MS);
    }
  }

  /** Repeats `act` while the store does not answer; gives whether it was done. */
  async #persist(act: () => Promise<unknown>): Promise<boolean> {
    for (let waitMs = RETRY_MS; !this.#over; waitMs = Math.min(2 * waitMs, MAX_RETRY_MS)) {
      try {
        await act();
        return true;
      } catch (error) {
        const details = { conversation: this.conversation };
        if (!(error instanceof Unavailable)) {
          this.parts.logger.error("a conversation could not be followed", error, details);
        }
        await sleep(this.parts.clock, waitMs);
      }
    }
    return false;
  }

  get #over(): boolean {
    return this.#phase === "ended" || this.subscriber.ended;
  }

  get #active(): boolean {
    return this.#phase === "catching-up" && !this.subscriber.ended;
  }
}
