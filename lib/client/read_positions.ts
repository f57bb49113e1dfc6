import type { ConversationId } from "../protocol/events.ts";
import type { Clock, Timer } from "../runtime/clock.ts";
import { isPassing } from "./model.ts";
import { Throttle } from "../async/throttle.ts";
import { Lost } from "./requests.ts";

/** Read positions are said this often at most: they move with every message that is seen. */
const READ_MS = 1_000;
/** What the server could not take for now is said again this much later. */
const READ_AGAIN_MS = 5_000;

/** Says how far the user has read: at most once a second, never backwards, again after a loss. */
export class ReadPositions {
  /** What the server was not told yet, or has not confirmed. */
  readonly #unsaid = new Map<ConversationId, number>();
  readonly #pace: Throttle;
  #again: Timer | undefined;

  constructor(
    readonly clock: Clock,
    readonly online: () => boolean,
    readonly say: (conversation: ConversationId, seq: number) => Promise<unknown>,
  ) {
    this.#pace = new Throttle(clock, () => READ_MS, () => this.#sayAll());
  }

  mark(conversation: ConversationId, seq: number): void {
    if (seq <= (this.#unsaid.get(conversation) ?? 0)) return;
    this.#unsaid.set(conversation, seq);
    this.#pace.request();
  }

  /** What waits to be said of a conversation is not so any more: it was marked as unread. */
  forget(conversation: ConversationId): void {
    this.#unsaid.delete(conversation);
  }

  /** Says at once what waits for its time: the page may be left now. */
  flush(): void {
    if (this.#unsaid.size > 0) this.#pace.runNow();
  }

  /** Online again: what was not confirmed is said again. */
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
      this.say(conversation, seq).then(said, (error) => {
        if (isPassing(error)) this.#sayLater();
        else if (!(error instanceof Lost)) said(); // it will not be taken later either
      });
    }
  }
}
