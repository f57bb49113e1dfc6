import type { BookmarkUseCases } from "../../chat/contract/bookmarks.ts";
import { createBookmarks } from "../../chat/inbox/bookmarks.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Stores } from "../stores.ts";
import type { Shared } from "./shared.ts";

/** The use cases of bookmarks. */
export function composeBookmarks(
  { access, announcer, directory, readOut }: Shared,
  { bookmarkRows: rows, conversations, entries }: Pick<
    Stores,
    "bookmarkRows" | "conversations" | "entries"
  >,
  clock: Clock,
): BookmarkUseCases {
  const parts = { access, rows, entries, readOut, conversations, directory, announcer };
  return createBookmarks(parts, clock);
}
