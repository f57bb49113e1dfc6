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
}
