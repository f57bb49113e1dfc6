import type { ConversationId } from "../../protocol/events.ts";
import type { Acknowledge, Actor, LogPosition } from "./actor.ts";

/** What pages say of themselves beside messages that link to them. */
export interface LinkPreviewUseCases {
  /**
   * Removes the preview of a link from a message of one's own, or, as a moderator, from that of another
   * in a room; it does not come again. Harmless where there is none. Throws `unknown-message`,
   * `not-allowed`.
   */
  removePreview(
    actor: Actor,
    request: { conversation: ConversationId; target: number; url: string },
    acknowledge?: Acknowledge,
  ): Promise<LogPosition>;
}
