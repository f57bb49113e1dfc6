import type { ConversationLog, LogEntry } from "../../log/log.ts";
import type { ConversationId, MessageEvent, UserId } from "../../protocol/events.ts";
import type { SearchEngine } from "../../search/engine.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import { isGroup } from "../../store/conversations/groups.ts";
import type { BookmarkRows } from "../../store/messages/bookmark_rows.ts";
import type { PinRows } from "../../store/messages/pin_rows.ts";
import { lookupsAbout, says } from "../../text/search/message.ts";
import { lookupsOf, type SearchQuery } from "../../text/search/query.ts";
import { firstVisible } from "../conversations/visible.ts";
import type { ReadOut } from "../messages/read_out.ts";
import type { Asked } from "./names.ts";
import { isAfter, type Position } from "./newest.ts";
import { Source } from "./source.ts";

/** What is read of conversations that are searched. */
export interface SearchedParts {
  log: Pick<ConversationLog, "read" | "entries" | "heads">;
  engine: SearchEngine;
  readOut: Pick<ReadOut, "known">;
}

/** The rows that say who is where and what is marked. */
export interface SearchedRows {
  conversations: Pick<Conversations, "getMany" | "membershipsOf">;
  bookmarkRows: Pick<BookmarkRows, "places">;
  pinRows: Pick<PinRows, "read">;
}

/** What a query finds after a position, a source for each conversation of somebody that it means. */
export type OpenSources = (
  user: UserId,
  query: SearchQuery,
  asked: Asked,
  after: Position | undefined,
) => Promise<Source[]>;

/** Over the logs, and what names messages of them. */
export function createOpenSources(
  { log, engine, readOut }: SearchedParts,
  rows: SearchedRows,
): OpenSources {
  return async (user, query, { by, within }, after) => {
    const ids = within ?? await rows.conversations.membershipsOf(user);
    const groups = ids.filter(isGroup);
    const [heads, walks, groupRows, marked] = await Promise.all([
      log.heads(ids),
      engine.open(ids),
      rows.conversations.getMany(groups),
      markedIn(rows, user, query, ids),
    ]);
    const time = { ...query.time, to: Math.min(query.time.to, (after?.at ?? Infinity) + 1) };
    const lookups = [...query.wanted.flatMap(lookupsOf), ...lookupsAbout(query, by ?? [])];
    const parts = {
      log,
      told: (entry: LogEntry) => readOut.known([entry])[0],
      fits: (conversation: ConversationId, message: MessageEvent) =>
        (!by || by.includes(message.by)) && says(message, query) &&
        isAfter(after, conversation, message),
    };
    return ids.map((conversation, n) => {
      const { seq, at: lastAt } = heads[n] ?? { seq: 0, at: 0 };
      const walk = walks[n];
      if (!walk) throw new Error("An engine opens all that it is asked for");
      const from = firstVisible(groupRows.get(conversation) ?? {}, user);
      const wish = { conversation, time, lookups, walk, lastAt, shown: { from, to: seq } };
      return new Source(marked ? { ...wish, among: marked[n] ?? [] } : wish, parts);
    });
  };
}

/** For each conversation the seqs of what is pinned or bookmarked, where the query asks for it. */
async function markedIn(
  { bookmarkRows, pinRows }: SearchedRows,
  user: UserId,
  { is }: SearchQuery,
  ids: readonly ConversationId[],
): Promise<number[][] | undefined> {
  const [pinned, bookmarked] = [is.includes("pinned"), is.includes("bookmarked")];
  if (!pinned && !bookmarked) return undefined;
  const places = bookmarked ? await bookmarkRows.places(user) : [];
  return await Promise.all(ids.map(async (id) => {
    const own = places.filter(({ conversation }) => conversation === id).map(({ seq }) => seq);
    if (bookmarked && own.length === 0) return [];
    const pins = pinned ? (await pinRows.read(id)).seqs : own;
    const both = bookmarked ? own.filter((seq) => pins.includes(seq)) : [...pins];
    return both.sort((a, b) => a - b);
  }));
}
