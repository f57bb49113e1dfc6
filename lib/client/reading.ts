import type { ConversationId } from "../protocol/events.ts";
import type { Clock, Timer } from "../world/world.ts";
import { isPassing } from "./model.ts";
import { Paced } from "./paced.ts";
import { Lost } from "./requests.ts";

/** Read positions are said this often at most: they move with every message that is seen. */
const READ_MS = 1_000;
/** What the server could not take for now is said again this much later. */
const READ_AGAIN_MS = 5_000;

/** Says how far the user has read: at most once a second, never backwards, again after a loss. */
export class Reading {
  /** What the server was not told yet, or has not confirmed. */
  readonly #unsaid = new Map<ConversationId, number>();
  readonly #pace: Paced;
  #again: Timer | undefined;

  constructor(
    readonly clock: Clock,
    readonly online: () => boolean,
    readonly say: (conversation: ConversationId, seq: number) => Promise<unknown>,
  ) {
    this.#pace = new Paced(clock, () => READ_MS, () => this.#sayAll());
  }

  mark(conversation: ConversationId, seq: number): void {
    if (seq <= (this.#unsaid.get(conversation) ?? 0)) return;
    this.#unsaid.set(conversation, seq);
    this.#pace.ask();
  }

  /** Says at once what waits for its time: the page may be left now. */
  flush(): void {
    if (this.#unsaid.size > 0) this.#pace.now();
  }

  /** Online again: what was not confirmed is said again. */
  resume(): void {
    if (this.#unsaid.size > 0) this.#pace.ask();
  }

  stop(): void {
    this.#pace.stop();
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
