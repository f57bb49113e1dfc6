import type { ConversationId } from "../../protocol/events.ts";
import type { Version } from "../../protocol/requests/edits.ts";
import type { Acknowledge, Actor, LogPosition } from "./actor.ts";

/** Some versions of a message, consecutive; `more`: there are earlier ones. */
export interface VersionPage {
  versions: Version[];
  more: boolean;
}

/** Changing the words of a message, and reading what they were. */
export interface EditUseCases {
  /**
   * Changes the words of one's own message (M1); the same words again are harmless. Throws
   * `unknown-message` (also of one that is deleted), `not-allowed`, `edited-meanwhile` where another
   * edit came after `version` (M2), `empty-text`, `text-too-long`, `muted`, `read-only`,
   * `conversation-closed`.
   */
  edit(
    actor: Actor,
    request: { conversation: ConversationId; target: number; text: string; version?: number },
    acknowledge?: Acknowledge,
  ): Promise<LogPosition>;
  /** What a message said before, for whoever may read it. Throws `unknown-message`. */
  versions(
    actor: Actor,
    request: { conversation: ConversationId; target: number; before?: number },
  ): Promise<VersionPage>;
}
