import * as v from "valibot";
import type { Chat } from "../../lib/chat/chat.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { MAX_SEARCH_PAGE } from "../../lib/protocol/limits.ts";
import { searchReplies, searchRequests } from "../../lib/protocol/requests/search.ts";

const { query, order, after, zone } = searchRequests.search.entries;

const queryFields = v.object({
  query,
  order,
  after,
  zone,
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,2}$/),
      v.transform(Number),
      v.number(),
      v.minValue(1),
      v.maxValue(MAX_SEARCH_PAGE),
    ),
    "20",
  ),
});

/** Search, mirrored. */
export function searchOperations({ chat }: { chat: Pick<Chat, "search"> }): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/search",
      bots: "read",
      summary:
        "Messages by what they say, the newest or the best first, where one is and as far as one is shown",
      query: queryFields,
      reply: searchReplies.search,
      run: ({ actor, query }) => chat.search(actor(), query),
    }),
  ];
}
