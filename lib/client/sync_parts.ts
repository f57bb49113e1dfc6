import type { PushOf, ReplyOf } from "../protocol/server_frames.ts";

/** The reply to `sync`, or a push that goes on with it. */
export type SyncPart = ReplyOf<"sync"> | PushOf<"sync">;

/** Gathers what `sync` gives in parts, until it is whole. */
export class SyncParts {
  #state: ReplyOf<"sync"> | undefined;

  /** What was gathered is of a connection that is gone. */
  clear(): void {
    this.#state = undefined;
  }

  /** Takes a part; gives the whole with the last one. A push without a reply before it is ignored. */
  add(part: SyncPart): ReplyOf<"sync"> | undefined {
    const before = this.#state;
    if ("user" in part) this.#state = part;
    else if (before) {
      this.#state = {
        user: before.user,
        conversations: [...before.conversations, ...part.conversations],
        presence: [...before.presence, ...part.presence],
        users: { ...before.users, ...part.users },
      };
    }
    if (part.more || !this.#state) return undefined;
    const state = this.#state;
    this.#state = undefined;
    return state;
  }
}
