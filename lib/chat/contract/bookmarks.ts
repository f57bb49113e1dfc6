import type { ConversationId, Profiles } from "../../protocol/events.ts";
import type { BookmarkedMessage } from "../../protocol/requests/bookmarks.ts";
import type { Actor } from "./actor.ts";

/** What somebody keeps to find it again, for their eyes alone (M12). */
export interface BookmarkUseCases {
  /**
   * Bookmarks a message, or takes the bookmark off with `on` false; twice is once. A `note` replaces the
   * one that there is. Throws `unknown-message`, `text-too-long`, `too-many-bookmarks`.
   */
  bookmark(
    actor: Actor,
    request: { conversation: ConversationId; target: number; on: boolean; note?: string },
  ): Promise<void>;
  /** A page of what the actor bookmarked in conversations that they are in, the last first. */
  bookmarks(
    actor: Actor,
    page: { after?: string; limit: number },
  ): Promise<{ bookmarks: BookmarkedMessage[]; users: Profiles; next?: string }>;
}
