import type { ConversationId } from "../../protocol/events.ts";
import { Lane } from "./lane.ts";

/** Conversations whose heads are kept in memory. */
const MAX_LANES = 10_000;
/** Ids of requests kept in memory over all conversations: some 30 MB. */
const MAX_IDS = 200_000;

/** The lanes of all conversations; those not used for longest are forgotten first. */
export class Lanes {
  readonly #lanes = new Map<ConversationId, Lane>(); // the one used last is last
  #ids = 0;

  /** The conversation's lane, made if new. */
  of(conversation: ConversationId): Lane {
    const lane = this.#lanes.get(conversation) ?? new Lane(conversation);
    this.#lanes.delete(conversation);
    this.#lanes.set(conversation, lane);
    this.#forgetOldest(() => this.#lanes.size > MAX_LANES);
    return lane;
  }

  /** The conversation's lane, if there is one in memory. */
  known(conversation: ConversationId): Lane | undefined {
    return this.#lanes.get(conversation);
  }

  /** So many ids were added to heads: makes room when they are too many. */
  grow(ids: number): void {
    this.#ids += ids;
    if (this.#ids <= MAX_IDS) return;
    this.#ids = 0; // heads drop ids by themselves as well: count what is there
    for (const lane of this.#lanes.values()) this.#ids += lane.head?.size ?? 0;
    this.#forgetOldest(() => this.#ids > MAX_IDS / 2);
  }

  #forgetOldest(tooMany: () => boolean): void {
    for (const [conversation, lane] of this.#lanes) {
      if (!tooMany()) return;
      if (!lane.isIdle) continue;
      this.#lanes.delete(conversation);
      this.#ids -= lane.head?.size ?? 0;
    }
  }
}
