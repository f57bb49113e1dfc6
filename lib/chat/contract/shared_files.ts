import type { ConversationId, MessageEvent, Profiles } from "../../protocol/events.ts";
import type { FileKind } from "../../protocol/files.ts";
import type { Actor } from "./actor.ts";

/** Messages with files, the newest first, and who they are by; `next`: the `before` of the next page. */
export interface SharedFilesPage {
  messages: MessageEvent[];
  users: Profiles;
  next?: number;
}

/** What was shared in a conversation. */
export interface SharedFilesUseCases {
  /** A page of the messages with files that the actor may read, of one kind if asked. */
  sharedFiles(
    actor: Actor,
    request: { conversation: ConversationId; kind?: FileKind; before?: number; limit: number },
  ): Promise<SharedFilesPage>;
}
