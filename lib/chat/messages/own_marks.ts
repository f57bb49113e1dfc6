import type { Bus } from "../../cluster/bus.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { isMarkable, type OwnMarks } from "../../protocol/own_marks.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { BookmarkRows } from "../../store/messages/bookmark_rows.ts";
import type { OwnRows } from "../../store/messages/own_rows.ts";
import type { Announcer } from "../chat.ts";
import { TrustedCache } from "../trusted_cache.ts";

/** Marks of one reader that are read for a page that leaps over much. */
const MAX_MARKS = 500;

/**
 * What a reader marked about these events; most pages have nothing that is, and no read for it. Rejects
 * with `Unavailable`.
 */
export type ReadOwnMarks = (
  user: UserId,
  conversation: ConversationId,
  events: readonly { seq: number; kind: string; reactions?: unknown; poll?: unknown }[],
) => Promise<OwnMarks>;

/** What they are read from. */
export interface OwnMarksParts {
  ownRows: Pick<OwnRows, "page">;
  bookmarkRows: Pick<BookmarkRows, "places">;
  announcer: Pick<Announcer, "onAnnouncement">;
  bus: Pick<Bus, "alone" | "onSuspicion">;
  clock: Clock;
}

/**
 * Over the rows. That somebody reacted or voted stands in the message; what somebody bookmarked, in a
 * list of theirs, which is trusted for a while.
 */
export function createReadOwnMarks(
  { ownRows, bookmarkRows, announcer, bus, clock }: OwnMarksParts,
): ReadOwnMarks {
  const lists = new TrustedCache<ReadonlyMap<ConversationId, ReadonlySet<number>>>(bus, clock);
  announcer.onAnnouncement((_, message) => {
    if (message.type === "bookmark") lists.delete(message.user);
  });

  async function bookmarkedIn(user: UserId, conversation: ConversationId) {
    const list = await lists.getOne(
      user,
      async () => byConversation(await bookmarkRows.places(user)),
    );
    return list?.get(conversation);
  }

  return async (user, conversation, events) => {
    if (events.length === 0) return {};
    // Bookmarks stand with the other marks: where those are read in any case, so are they.
    const all = lists.get(user) === undefined && events.some(isMarkable);
    const bookmarked = all ? undefined : await bookmarkedIn(user, conversation);
    const marked = events.filter((event) => all || isMarkable(event) || bookmarked?.has(event.seq));
    const [first, last] = [marked[0]?.seq, marked.at(-1)?.seq];
    if (first === undefined || last === undefined) return {};
    const range = { after: first - 1, before: last + 1, limit: MAX_MARKS, newest: true };
    return await ownRows.page(user, conversation, range);
  };
}

function byConversation(
  places: readonly { conversation: ConversationId; seq: number }[],
): Map<ConversationId, Set<number>> {
  const found = new Map<ConversationId, Set<number>>();
  for (const { conversation, seq } of places) {
    found.set(conversation, (found.get(conversation) ?? new Set<number>()).add(seq));
  }
  return found;
}
