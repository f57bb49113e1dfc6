import type { Feeds } from "../chat/chat.ts";
import type { ConversationSummary, EventBatch } from "../protocol/events.ts";
import { MAX_BUFFERED_BYTES } from "../protocol/limits.ts";
import { Unavailable } from "../store/kv.ts";
import type { Report } from "../world/report.ts";
import { type Clock, sleep } from "../world/world.ts";
import { nextPage } from "./backlog.ts";
import { eventFrames, part } from "./event_frames.ts";

/** Catching up pauses while this much waits on the socket, so that it cannot overrun it. */
const PAUSE_ABOVE_BYTES = MAX_BUFFERED_BYTES / 4;
/** How often a paused connection is looked at. */
const PAUSE_MS = 20;
/** A store that did not answer is asked again after this long, then half as often each time. */
const RETRY_MS = 250;
const MAX_RETRY_MS = 4_000;

/**
 * Where a subscription stands:
 *
 *     opening ──▶ catching-up ──▶ live ──▶ ended
 *                      ▲            │
 *                      └── (a hole) ┘
 *
 * In all of them `cursor` is the last seq that the client was sent. Live means that the feed's
 * position is not beyond it; that is seen and acted on in one turn, so nothing falls between (D4).
 */
type Phase = "opening" | "catching-up" | "live" | "ended";

/** Whom a subscription sends to: a connection. */
export interface Receiver {
  readonly ended: boolean;
  readonly waitingBytes: number;
  sendText(text: string): void;
}

export interface SubscriptionWorld {
  feeds: Feeds;
  clock: Clock;
  report: Report;
}

/** One conversation, followed by one connection: each event once, in order, without a gap (D4). */
export class Subscription {
  readonly conversation: string;
  readonly kind: ConversationSummary["kind"];
  #phase: Phase = "opening";
  #cursor: number;

  constructor(
    private readonly world: SubscriptionWorld,
    private readonly receiver: Receiver,
    { id, kind }: Pick<ConversationSummary, "id" | "kind">,
    /** The last seq that the client has. */
    cursor: number,
  ) {
    this.conversation = id;
    this.kind = kind;
    this.#cursor = cursor;
  }

  /** The last seq that the client was sent, or had before. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Follows, sends what the client lacks and goes live. Never rejects. */
  async begin(): Promise<void> {
    const { feeds } = this.world;
    if (!(await this.#persist(() => feeds.open(this.conversation)))) return;
    if (this.#phase === "ended") return feeds.close(this.conversation);
    await this.#catchUp();
  }

  /** A batch that has just become the feed's newest; `frames` are its frames, encoded once. */
  deliver(batch: EventBatch, frames: () => readonly string[]): void {
    const first = batch.events[0]?.seq ?? 0;
    const held = this.#cursor + 1 - first;
    if (this.#phase !== "live" || held >= batch.events.length) return;
    if (held < 0) return void this.#catchUp();
    this.#cursor = first + batch.events.length - 1;
    this.#send(held === 0 ? frames() : eventFrames(part(batch, held, batch.events.length)));
  }

  end(): void {
    const following = this.#phase === "catching-up" || this.#phase === "live";
    this.#phase = "ended";
    if (following) this.world.feeds.close(this.conversation);
  }

  async #catchUp(): Promise<void> {
    this.#phase = "catching-up";
    while (this.#active && await this.#persist(() => this.#step())) await this.#room();
  }

  /** Sends the next page, or goes live when there is none. */
  async #step(): Promise<void> {
    const { feeds } = this.world;
    const position = () => feeds.position(this.conversation) ?? this.#cursor;
    if (position() === this.#cursor) return this.#goLive();
    const page = await nextPage(feeds, this.conversation, this.#cursor);
    if (!this.#active) return;
    if (page.is === "page") {
      this.#cursor = page.cursor;
      return this.#send(eventFrames(page.batch, page.from));
    }
    // What came after the page was answered was delivered past this subscription: another step.
    if (position() <= this.#cursor) this.#goLive();
  }

  #goLive(): void {
    this.#phase = "live";
  }

  #send(frames: readonly string[]): void {
    for (const frame of frames) this.receiver.sendText(frame);
  }

  /** Waits until the socket has taken most of what was sent. */
  async #room(): Promise<void> {
    while (this.#active && this.receiver.waitingBytes > PAUSE_ABOVE_BYTES) {
      await sleep(this.world.clock, PAUSE_MS);
    }
  }

  /** Does it, again and again while the store does not answer; gives whether it was done. */
  async #persist(act: () => Promise<unknown>): Promise<boolean> {
    for (let waitMs = RETRY_MS; !this.#over; waitMs = Math.min(2 * waitMs, MAX_RETRY_MS)) {
      try {
        await act();
        return true;
      } catch (error) {
        const details = { conversation: this.conversation };
        if (!(error instanceof Unavailable)) {
          this.world.report("a conversation could not be followed", error, details);
        }
        await sleep(this.world.clock, waitMs);
      }
    }
    return false;
  }

  get #over(): boolean {
    return this.#phase === "ended" || this.receiver.ended;
  }

  get #active(): boolean {
    return this.#phase === "catching-up" && !this.receiver.ended;
  }
}
