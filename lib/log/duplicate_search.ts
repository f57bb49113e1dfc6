import type { ConversationId } from "../protocol/events.ts";
import type { LogEntry } from "./log.ts";
import { keys } from "../kv/keys.ts";
import type { Kv } from "../kv/kv.ts";
import { type PendingAppend, requestName } from "./pending_append.ts";

/** Entries that one read takes, and so all that a search holds in memory. */
export const SEARCH_PAGE = 256;
/** Entries that are searched for a request that says what its author had seen (`after`). */
export const MAX_SEARCHED = 10_000;
/** The same for one that does not say: its newest possible duplicates only. */
export const MAX_SEARCHED_WITHOUT_AFTER = 500;
/** An entry that follows `after` must not be older, or the request is refused. */
export const MAX_SEARCHED_AGE_MS = 30 * 24 * 60 * 60_000;

/** What to search: the log of a conversation up to `to`; `oldest` in milliseconds UTC. */
export interface SearchRange {
  conversation: ConversationId;
  to: number;
  oldest: number;
}

/** Told about requests while the log is searched. */
export interface SearchListener {
  /** The request's entry stands in the log already. */
  found(pending: PendingAppend, entry: LogEntry): void;
  /** The first entry that its author had not seen is older than `SearchRange.oldest`. */
  tooOld(pending: PendingAppend): void;
}

/**
 * Looks for requests among the entries of a log, each from where it was searched already. Those not
 * found are marked as searched as far as was read, also when a read throws `Unavailable`.
 */
export async function searchDuplicates(
  kv: Kv,
  { conversation, to, oldest }: SearchRange,
  requests: readonly PendingAppend[],
  listener: SearchListener,
): Promise<void> {
  let open = [...requests]; // a copy: the listener may take requests out of the lane
  let after = Math.min(to, ...open.map(({ searchedTo }) => searchedTo));
  while (after < to && open.length > 0) {
    const range = {
      start: keys.entry(conversation, after + 1),
      end: keys.entry(conversation, to + 1),
    };
    const page = (await kv.list<LogEntry>(range, { limit: SEARCH_PAGE })).map(({ value }) => value);
    const entries = new Map(page.map((entry) => [requestName(entry.event.by, entry.id), entry]));
    const read = page.at(-1)?.event.seq ?? to;
    open = open.filter((pending) => {
      const entry = entries.get(pending.name);
      const firstUnseen = page[pending.searchedTo - after];
      const begins = pending.searchedTo === pending.request.after;
      if (entry) listener.found(pending, entry);
      else if (begins && firstUnseen && firstUnseen.event.at < oldest) listener.tooOld(pending);
      else {
        pending.searchedTo = Math.max(pending.searchedTo, read);
        return true;
      }
      return false;
    });
    after = read;
  }
}
