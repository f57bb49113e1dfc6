import * as v from "valibot";
import { Lost } from "../../../lib/client/requests.ts";
import { bookmarkReplies } from "../../../lib/protocol/requests/bookmarks.ts";
import type { ReplyOf } from "../../../lib/protocol/server_frames.ts";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import { callApi } from "../overlays/api.ts";

/** Bookmarks a message; a `note` replaces the one that there is. Rejects as `callApi` does. */
export function bookmark(conversation: ConversationId, seq: number, note?: string): Promise<void> {
  return callApi(pathOf(conversation, seq), { note }, "PUT");
}

/** Takes the bookmark off. */
export function unbookmark(conversation: ConversationId, seq: number): Promise<void> {
  return callApi(pathOf(conversation, seq), undefined, "DELETE");
}

function pathOf(conversation: ConversationId, seq: number): string {
  return `/conversations/${conversation}/messages/${seq}/bookmark`;
}

/** A page of what one bookmarked. Rejects with `Lost`. */
export async function readBookmarks(after?: string): Promise<ReplyOf<"bookmarks">> {
  const query = after === undefined ? "" : `?after=${encodeURIComponent(after)}`;
  const response = await fetch(`/api/v1/me/bookmarks${query}`).catch(() => undefined);
  if (!response?.ok) throw new Lost("Bookmarks could not be read");
  return v.parse(bookmarkReplies.bookmarks, await response.json());
}
