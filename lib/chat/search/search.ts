import type { Conversations } from "../../store/conversations/conversations.ts";
import { namedIn } from "../../protocol/named_in.ts";
import { asksNothing, readQuery } from "../../text/search/query.ts";
import type { SearchPage, SearchUseCases } from "../contract/search.ts";
import type { Clock } from "../../runtime/clock.ts";
import { visiblePlaces } from "../conversations/visible.ts";
import type { Directory } from "../identity/profiles.ts";
import type { ResolveNames } from "./names.ts";
import { newest, readPosition, writePosition } from "./newest.ts";
import type { OpenSources } from "./sources.ts";

/** What searches are made over. */
export interface SearchParts {
  resolve: ResolveNames;
  open: OpenSources;
  conversations: Pick<Conversations, "getMany" | "membershipsOf">;
  directory: Pick<Directory, "profiles">;
  clock: Pick<Clock, "now" | "elapsed">;
}

/** Finds messages: an index names those that may fit, and each is read and compared as it is now (S1). */
export function createSearch(
  { resolve, open, conversations, directory, clock }: SearchParts,
): SearchUseCases {
  return {
    async search({ user: { id: user } }, { query: typed, limit, after, zone }) {
      const query = readQuery(typed, { now: clock.now(), timeZone: knownZone(zone) });
      const nothing: SearchPage = { hits: [], users: {}, more: false, unread: query.unread };
      if (asksNothing(query)) return nothing;
      const asked = await resolve(user, query);
      const unread = [...query.unread, ...asked.unread];
      if (unread.length > 0) return { ...nothing, unread };
      const sources = await open(user, query, asked, readPosition(after));
      const { hits, next } = await newest(sources, limit, clock);
      // Once more: a membership may have ended while it was read.
      const readable = await visiblePlaces(
        conversations,
        user,
        hits,
        ({ event }) => event.seq,
      );
      const users = await directory.profiles(namedIn(readable.map(({ event }) => event)));
      return {
        ...{ hits: readable, users, more: next !== undefined, unread },
        ...(next && { next: writePosition(next) }),
      };
    },
  };
}

function knownZone(zone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone ?? "UTC" }).resolvedOptions().timeZone;
  } catch {
    return "UTC"; // no zone that is known here
  }
}
