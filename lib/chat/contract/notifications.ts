import type { ConversationId, ConversationSummary } from "../../protocol/events.ts";
import type { Level } from "../../protocol/notifications/levels.ts";
import type { NotificationSettings } from "../../protocol/notifications/settings.ts";
import type { ReplyOf } from "../../protocol/server_frames.ts";
import type { Actor } from "./actor.ts";

/** How the actor is notified (C1). */
export interface NotificationUseCases {
  /** Changes some of what holds for all conversations, and gives all of it. */
  notifications(
    actor: Actor,
    changes: Partial<NotificationSettings>,
  ): Promise<NotificationSettings>;
  /**
   * Chooses what notifies of one conversation, pauses that until a time (milliseconds UTC), or, with
   * `null`, neither. Gives the conversation as it is then. Throws `time-far` beyond a year, and
   * `too-many-levels`.
   */
  notify(
    actor: Actor,
    request: {
      conversation: ConversationId;
      level?: Level | null;
      pausedUntil?: number | null;
    },
  ): Promise<ConversationSummary>;
  /**
   * Why a message notifies the actor, or does not, by how they have it now and when it came. Throws
   * `unknown-message`.
   */
  why(
    actor: Actor,
    request: { conversation: ConversationId; target: number },
  ): Promise<ReplyOf<"why">>;
}
