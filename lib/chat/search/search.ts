import type { Conversations } from "../../store/conversations/conversations.ts";
import type { UserId } from "../../protocol/events.ts";
import type { SearchHit } from "../../protocol/requests/search.ts";
import { namedIn } from "../../protocol/named_in.ts";
import { asksNothing, readQuery } from "../../text/search/query.ts";
import type { SearchPage, SearchUseCases } from "../contract/search.ts";
import type { Clock } from "../../runtime/clock.ts";
import { visiblePlaces } from "../conversations/visible.ts";
import type { ReadAround } from "./around.ts";
import type { Directory } from "../identity/profiles.ts";
import type { ResolveNames } from "./names.ts";
import { newest, readPosition, writePosition } from "./newest.ts";
import type { OpenSources } from "./sources.ts";

/** What searches are made over. */
export interface SearchParts {
  resolve: ResolveNames;
  open: OpenSources;
  readAround: ReadAround;
  conversations: Pick<Conversations, "getMany" | "membershipsOf">;
  directory: Pick<Directory, "profiles">;
  clock: Pick<Clock, "now" | "elapsed">;
}

/** Finds messages: an index names those that may fit, and each is read and compared as it is now (S1). */
export function createSearch(
  { resolve, open, readAround, conversations, directory, clock }: SearchParts,
): SearchUseCases {
  /** Asked once more: a membership may have ended while it was read. Of a hit, what is shown of it. */
  async function readableHits(user: UserId, hits: readonly SearchHit[]): Promise<SearchHit[]> {
    const places = hits.flatMap(({ conversation, event, before, after }) =>
      [event, before, after].flatMap((one) => one ? [{ conversation, event: one }] : [])
    );
    const visible = await visiblePlaces(conversations, user, places, ({ event }) => event.seq);
    const shown = new Set(visible.map(({ event }) => event));
    return hits.filter(({ event }) => shown.has(event)).map(({ before, after, ...hit }) => ({
      ...hit,
      ...(before && shown.has(before) && { before }),
      ...(after && shown.has(after) && { after }),
    }));
  }

  return {
    async search({ user: { id: user } }, { query: typed, limit, after, zone, context }) {
      const query = readQuery(typed, {
        now: clock.now(),
        get timeZone() { // only where a day is named: to know a zone takes as long as ten reads
          return knownZone(zone);
        },
      });
      const nothing: SearchPage = { hits: [], users: {}, more: false, unread: query.unread };
      if (asksNothing(query)) return nothing;
      const asked = await resolve(user, query);
      const unread = [...query.unread, ...asked.unread];
      if (unread.length > 0) return { ...nothing, unread };
      const sources = await open(user, query, asked, readPosition(after));
      const { hits, next } = await newest(sources, limit, clock);
      const found = context ? await readAround(hits) : hits;
      const readable = await readableHits(user, found);
      const named = readable.flatMap(({ event, before, after }) =>
        [event, before, after].filter((one) => one !== undefined)
      );
      const users = await directory.profiles(namedIn(named));
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
