import type { ConversationId } from "../protocol/events.ts";
import type { Clock, Timer } from "../runtime/clock.ts";
import { isPassing } from "./model.ts";
import { Throttle } from "../async/throttle.ts";
import { Lost } from "./requests.ts";

/** Read positions are said this often at most: they move with every message that is seen. */
const READ_MS = 1_000;
/** What the server could not take for now is said again this much later. */
const READ_AGAIN_MS = 5_000;

/**
 * What was said so lately may be lost with the instance that took it, which writes within a second; that
 * it died, the client may notice later than a connection's watchdog does.
 */
const MAYBE_LOST_MS = 60_000;

/** Says how far the user has read: at most once a second, never backwards, again after a loss. */
export class ReadPositions {
  /** What the server was not told yet, or has not confirmed. */
  readonly #unsaid = new Map<ConversationId, number>();
  /** What was said, and until when it may be lost, on the clock's `elapsed` scale. */
  readonly #said = new Map<ConversationId, { seq: number; until: number }>();
  readonly #pace: Throttle;
  #again: Timer | undefined;

  constructor(
    readonly clock: Clock,
    readonly online: () => boolean,
    readonly say: (conversation: ConversationId, seq: number) => Promise<unknown>,
    /** Whether it still counts as read: it was not marked as unread since. */
    readonly isRead: (conversation: ConversationId, seq: number) => boolean = () => true,
  ) {
    this.#pace = new Throttle(clock, () => READ_MS, () => this.#sayAll());
  }

  mark(conversation: ConversationId, seq: number): void {
    if (seq <= (this.#unsaid.get(conversation) ?? 0)) return;
    this.#unsaid.set(conversation, seq);
    this.#pace.request();
  }

  /** Marks as unread by `put`: what waits to be said is not so any more, unless that fails. */
  async putBack(conversation: ConversationId, put: () => Promise<unknown>): Promise<void> {
    const [waiting, said] = [this.#unsaid.get(conversation), this.#said.get(conversation)];
    this.#unsaid.delete(conversation);
    this.#said.delete(conversation);
    try {
      await put();
    } catch (error) {
      if (said) this.#said.set(conversation, said);
      if (waiting !== undefined) this.mark(conversation, waiting); // it is read as it was
      throw error;
    }
  }

  /** Says at once what waits for its time: the page may be left now. */
  flush(): void {
    if (this.#unsaid.size > 0) this.#pace.runNow();
  }

  /** Online again: what was not confirmed is said again, and what was said lately. */
  reconnected(): void {
    for (const [conversation, { seq, until }] of this.#said) {
      const maybeLost = until > this.clock.elapsed() && this.isRead(conversation, seq);
      if (maybeLost && !this.#unsaid.has(conversation)) this.#unsaid.set(conversation, seq);
    }
    this.#said.clear();
    this.resume();
  }

  /** What was not confirmed is said again. */
  resume(): void {
    if (this.#unsaid.size > 0) this.#pace.request();
  }

  stop(): void {
    this.#pace.cancel();
    this.#again?.cancel();
  }

  #sayLater(): void {
    this.#again?.cancel();
    this.#again = this.clock.after(READ_AGAIN_MS, () => this.resume());
  }

  #sayAll(): void {
    if (!this.online()) return;
    for (const [conversation, seq] of this.#unsaid) {
      const said = () => {
        if (this.#unsaid.get(conversation) === seq) this.#unsaid.delete(conversation);
      };
      const confirmed = () => {
        said();
        this.#said.set(conversation, { seq, until: this.clock.elapsed() + MAYBE_LOST_MS });
      };
      this.say(conversation, seq).then(confirmed, (error) => {
        if (isPassing(error)) this.#sayLater();
        else if (!(error instanceof Lost)) said(); // it will not be taken later either
      });
    }
  }
}
