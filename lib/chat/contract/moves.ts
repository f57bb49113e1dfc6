import type { ErrorCode } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/events.ts";
import type { Acknowledge, Actor, LogPosition } from "./actor.ts";

/** Where a message stands. */
export interface MovedTo {
  conversation: ConversationId;
  seq: number;
}

/** Moving messages between rooms. */
export interface MoveUseCases {
  /**
   * Moves a message to another room that the moderator is in, in one commit of both logs; a stub that
   * leads there stays (M14). Asked again, it is harmless. Throws `not-allowed`, `unknown-message`,
   * `unknown-conversation`, `not-member`, `conversation-closed`, `poll-has-votes`, `muted`,
   * `invalid-field` (`to`: no room, or the same).
   */
  move(
    actor: Actor,
    request: { conversation: ConversationId; target: number; to: ConversationId },
    acknowledge?: Acknowledge,
  ): Promise<LogPosition & { moved: MovedTo }>;

  /**
   * Moves several messages, at most `MAX_MOVED`, one after the other in the order in which they were
   * written: each in a commit of its own, so that what others say there meanwhile may stand between them
   * (M14). A message that cannot be moved stays, and the others go on. Where the room or the moderator is
   * the reason, or the store, it ends there. Throws what `move` throws where none is moved.
   */
  moveAll(
    actor: Actor,
    request: { conversation: ConversationId; targets: readonly number[]; to: ConversationId },
  ): Promise<{
    /** Where each stands now. */
    moved: Array<{ target: number; seq: number }>;
    stayed: Array<{ target: number; code: ErrorCode }>;
  }>;
}
