import type { ConversationLog } from "../../log/log.ts";
import type { ConversationId } from "../../protocol/events.ts";

/** Heads that are read together. */
const MAX_TOGETHER = 200;

/**
 * Reads heads for many who ask at the same time: one read is under way, and what is asked meanwhile
 * goes with the next. Each head is read after it was asked for.
 */
export class HeadReader {
  readonly #asked = new Map<ConversationId, PromiseWithResolvers<number>>();
  #state: "idle" | "reading" = "idle";

  constructor(private readonly log: Pick<ConversationLog, "heads">) {}

  /** The seq of a head; 0 where nothing was appended. Rejects with `Unavailable`. */
  read(conversation: ConversationId): Promise<number> {
    const asked = this.#asked.get(conversation) ?? Promise.withResolvers<number>();
    this.#asked.set(conversation, asked);
    if (this.#state === "idle") void this.#readAll();
    return asked.promise;
  }

  /** Never rejects: whoever asked is told. */
  async #readAll(): Promise<void> {
    this.#state = "reading";
    await Promise.resolve(); // what is asked in the same turn goes together
    while (this.#asked.size > 0) {
      const together = [...this.#asked].slice(0, MAX_TOGETHER);
      for (const [conversation] of together) this.#asked.delete(conversation);
      try {
        const heads = await this.log.heads(together.map(([conversation]) => conversation));
        together.forEach(([, { resolve }], n) => resolve(heads[n]?.seq ?? 0));
      } catch (error) {
        for (const [, { reject }] of together) reject(error);
      }
    }
    this.#state = "idle";
  }
}
