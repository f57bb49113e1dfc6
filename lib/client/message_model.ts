import type { ConversationId } from "../protocol/events.ts";
import type { ReplyOf } from "../protocol/server_frames.ts";

/** What a person does with messages. Rejects as the actions of `ChatModel` do. */
export interface MessageModel {
  /**
   * Changes the words of an own message: `unknown-message`, `invalid`, `too-long`, `read-only`,
   * `forbidden`; `conflict` where it is no longer at that version (M2).
   */
  edit(
    conversation: ConversationId,
    target: number,
    text: string,
    version?: number,
  ): Promise<void>;
  /** What a message said before, and now, the last one: `unknown-message`. */
  versions(
    conversation: ConversationId,
    target: number,
    before?: number,
  ): Promise<ReplyOf<"versions">>;
  /** Deletes a message by its seq: `unknown-message`, `forbidden` (another's), `read-only`. */
  remove(conversation: ConversationId, target: number): Promise<void>;
  /** Takes the preview of a link off a message: `unknown-message`, `forbidden` (another's). */
  removePreview(conversation: ConversationId, target: number, url: string): Promise<void>;
  /** Moves messages to another room, 50 at most: `forbidden`, `unknown-message`, `read-only`. */
  moveAll(
    conversation: ConversationId,
    targets: readonly number[],
    to: ConversationId,
  ): Promise<ReplyOf<"moveAll">>;
}
