import type { ConversationId } from "../../../lib/protocol/events.ts";
import type { Bookmark } from "../../../lib/protocol/own_marks.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { bookmark, unbookmark } from "./bookmark_api.ts";

/** Bookmarks a message, or takes the bookmark `known` off; each can be taken back for a moment. */
export function toggleBookmark(
  window: ChatWindow,
  conversation: ConversationId,
  seq: number,
  known: Bookmark | undefined,
): void {
  const add = () => bookmark(conversation, seq, known?.note ?? "");
  const remove = () => unbookmark(conversation, seq);
  window.attempt(async () => {
    await (known ? remove() : add());
    window.undo.offer({
      text: window.words.t(known ? "bookmark.removed" : "bookmark.added"),
      undo: () => window.attempt(known ? add : remove),
    });
  });
}
