import * as v from "valibot";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { bookmarkReplies, bookmarkRequests } from "../../lib/protocol/requests/bookmarks.ts";
import { pageFields } from "./inbox.ts";
import type { MessageParts } from "./messages.ts";
import { targetOf } from "./target.ts";

const BOOKMARK = "/conversations/:conversation/messages/:seq/bookmark";

/** Bookmarks, mirrored. */
export function bookmarkOperations(
  { chat, sendRate }: Pick<MessageParts, "chat" | "sendRate">,
): Operation[] {
  return [
    operation({
      method: "PUT",
      path: BOOKMARK,
      summary: "Bookmark a message; a `note` replaces the one that there is. Harmless twice",
      body: v.pick(bookmarkRequests.bookmark, ["note"]),
      run: ({ actor, part, body }) =>
        chat.bookmark(withinSendRate(sendRate, actor()), { ...targetOf(part), ...body, on: true }),
    }),
    operation({
      method: "DELETE",
      path: BOOKMARK,
      summary: "Take a bookmark off; harmless twice",
      run: ({ actor, part }) =>
        chat.bookmark(withinSendRate(sendRate, actor()), { ...targetOf(part), on: false }),
    }),
    operation({
      method: "GET",
      path: "/me/bookmarks",
      summary: "What one bookmarked, the last first",
      query: pageFields,
      reply: bookmarkReplies.bookmarks,
      run: ({ actor, query }) => chat.bookmarks(actor(), query),
    }),
  ];
}
