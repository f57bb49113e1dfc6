import * as v from "valibot";
import { LogEvent, Profiles } from "../events.ts";
import { MAX_SEARCH_PAGE, MAX_SEARCH_QUERY } from "../limits.ts";
import { ref } from "./fields.ts";

/** A message that was found, as it is now. */
export const SearchHit = v.object({
  conversation: v.string(),
  event: LogEvent,
  /** What was said right before and after it, where that was asked for (`context`). */
  before: v.optional(LogEvent),
  after: v.optional(LogEvent),
});
export type SearchHit = v.InferOutput<typeof SearchHit>;

/** Which of the messages that were found come first. */
export const SEARCH_ORDERS = ["newest", "best"] as const;
export type SearchOrder = (typeof SEARCH_ORDERS)[number];

/** Finding messages by what they say (S1). */
export const searchRequests = {
  search: v.object({
    type: v.literal("search"),
    ref,
    query: v.pipe(v.string(), v.maxLength(MAX_SEARCH_QUERY)),
    order: v.optional(v.picklist(SEARCH_ORDERS), "newest"),
    limit: v.optional(
      v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_SEARCH_PAGE)),
      20,
    ),
    /** `next` of the page before, in the same order. */
    after: v.optional(v.pipe(v.string(), v.maxLength(200))),
    /** The IANA time zone of the days in the query; UTC by default. */
    zone: v.optional(v.pipe(v.string(), v.maxLength(64))),
    /** Gives the messages right before and after each hit too. */
    context: v.optional(v.boolean()),
  }),
};

/** What its `ok` reply carries. */
export const searchReplies = {
  search: v.object({
    /** In the order asked. */
    hits: v.array(SearchHit),
    users: Profiles,
    more: v.boolean(),
    /** Given as `after`, it goes on where this page ended; there where `more` is true. */
    next: v.optional(v.string()),
    /** Operators whose value says nothing, or names nobody and no place of the asker. */
    unread: v.array(v.object({ operator: v.string(), value: v.string() })),
  }),
};
