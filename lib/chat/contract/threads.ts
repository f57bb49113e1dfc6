import type { ConversationId, Profiles } from "../../protocol/events.ts";
import type { UnreadThread } from "../../protocol/requests/threads.ts";
import type { Actor } from "./actor.ts";

/** Following threads, and reading them. */
export interface ThreadUseCases {
  /** Follows a thread, as read to its end, or leaves it. Throws `unknown-message` for what is no root. */
  follow(
    actor: Actor,
    request: { conversation: ConversationId; thread: number; on: boolean },
  ): Promise<void>;
  /** Says how far the actor has read a thread; never backwards, nor of one that they do not follow. */
  readThread(
    actor: Actor,
    request: { conversation: ConversationId; thread: number; seq: number },
  ): Promise<void>;
  /**
   * Marks a thread as unread from one of its replies on, or from its root on: all of it. Who does that
   * follows it. Throws `unknown-message` for what is no reply of it.
   */
  unreadThread(
    actor: Actor,
    request: { conversation: ConversationId; thread: number; seq: number },
  ): Promise<void>;
  /** The threads that the actor follows and has not read to their end, the last answered first. */
  threads(
    actor: Actor,
    page: { limit: number },
  ): Promise<{ threads: UnreadThread[]; users: Profiles; more: boolean }>;
}
