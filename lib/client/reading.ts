import type { ConversationId } from "../protocol/events.ts";
import type { Clock } from "../world/world.ts";
import { Paced } from "./paced.ts";
import { Lost } from "./requests.ts";

/** Read positions are said this often at most: they move with every message that is seen. */
const READ_MS = 1_000;

/** Says how far the user has read: at most once a second, never backwards, again after a loss. */
export class Reading {
  /** What the server was not told yet, or has not confirmed. */
  readonly #unsaid = new Map<ConversationId, number>();
  readonly #pace: Paced;

  constructor(
    clock: Clock,
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
  }

  #sayAll(): void {
    if (!this.online()) return;
    for (const [conversation, seq] of this.#unsaid) {
      const said = () => {
        if (this.#unsaid.get(conversation) === seq) this.#unsaid.delete(conversation);
      };
      this.say(conversation, seq).then(said, (error) => {
        if (!(error instanceof Lost)) said(); // refused: it will not be taken later either
      });
    }
  }
}
