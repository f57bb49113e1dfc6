import type { ConversationId } from "../protocol/events.ts";
import { Lane } from "./lane.ts";

/** Conversations whose heads are kept in memory. */
const MAX_LANES = 10_000;
/** Ids of requests kept in memory over all conversations: about 30 MB. */
const MAX_IDS = 200_000;

/** The lanes of all conversations; the least recently used idle ones are dropped. */
export class Lanes {
  readonly #lanes = new Map<ConversationId, Lane>(); // the one used last is last
  #ids = 0;

  /** The conversation's lane, created if there is none. */
  of(conversation: ConversationId): Lane {
    const lane = this.#lanes.get(conversation) ?? new Lane(conversation);
    this.#lanes.delete(conversation);
    this.#lanes.set(conversation, lane);
    this.#dropOldest(() => this.#lanes.size > MAX_LANES);
    return lane;
  }

  /** The conversation's lane, if there is one in memory. */
  known(conversation: ConversationId): Lane | undefined {
    return this.#lanes.get(conversation);
  }

  /** Counts ids that were added to heads, and drops lanes when there are too many. */
  grow(ids: number): void {
    this.#ids += ids;
    if (this.#ids <= MAX_IDS) return;
    this.#ids = 0; // heads drop ids too, so count anew
    for (const lane of this.#lanes.values()) this.#ids += lane.head?.size ?? 0;
    this.#dropOldest(() => this.#ids > MAX_IDS / 2);
  }

  [Symbol.iterator](): Iterator<Lane> {
    return this.#lanes.values();
  }

  #dropOldest(tooMany: () => boolean): void {
    for (const [conversation, lane] of this.#lanes) {
      if (!tooMany()) return;
      if (!lane.isIdle) continue;
      this.#lanes.delete(conversation);
      this.#ids -= lane.head?.size ?? 0;
    }
  }
}
