import * as v from "valibot";
import { LogEvent, Profiles } from "../events.ts";
import { MAX_INBOX_PAGE } from "../limits.ts";
import { Bookmark } from "../own_marks.ts";
import { conversation, nothing, ref, seq, text } from "./fields.ts";

/** A message that somebody bookmarked, as it is now. Only they ever see that they did. */
export const BookmarkedMessage = v.object({
  conversation: v.string(),
  event: LogEvent,
  ...Bookmark.entries,
});
export type BookmarkedMessage = v.InferOutput<typeof BookmarkedMessage>;

/** What somebody keeps to find it again. */
export const bookmarkRequests = {
  /** Without a `note`, the one that there is stays; an empty one takes it away. */
  bookmark: v.object({
    type: v.literal("bookmark"),
    ref,
    conversation,
    target: seq,
    on: v.optional(v.boolean(), true),
    note: v.optional(text),
  }),
  bookmarks: v.object({
    type: v.literal("bookmarks"),
    ref,
    after: v.optional(v.pipe(v.string(), v.maxLength(300))),
    limit: v.optional(
      v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_INBOX_PAGE)),
      MAX_INBOX_PAGE,
    ),
  }),
};

/** What their `ok` replies carry. */
export const bookmarkReplies = {
  bookmark: nothing,
  bookmarks: v.object({
    bookmarks: v.array(BookmarkedMessage),
    users: Profiles,
    /** Given as `after`, it leads to the next page; absent on the last one. */
    next: v.optional(v.string()),
  }),
};

/** All devices of the person are told, the one that asked too: `bookmark` as it is now, if it is. */
export const bookmarkPushes = {
  bookmark: v.object({
    type: v.literal("bookmark"),
    conversation: v.string(),
    target: v.number(),
    bookmark: v.optional(Bookmark),
  }),
};
