import type { Conversations } from "../../store/conversations/conversations.ts";
import type { UserId } from "../../protocol/events.ts";
import { MAX_REPLY_BYTES } from "../../protocol/limits.ts";
import type { SearchHit } from "../../protocol/requests/search.ts";
import { namedIn } from "../../protocol/named_in.ts";
import { asksNothing, readQuery, type SearchQuery } from "../../text/search/query.ts";
import type { SearchPage, SearchUseCases } from "../contract/search.ts";
import type { Clock } from "../../runtime/clock.ts";
import { visiblePlaces } from "../conversations/visible.ts";
import type { ReadAround } from "./around.ts";
import type { Directory } from "../identity/profiles.ts";
import type { ResolveNames } from "./names.ts";
import { bestFirst } from "./best.ts";
import { newest, type Position, readPosition, writePosition } from "./newest.ts";
import type { Source } from "./source.ts";
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

/** Messages among which the best are told from others. */
const RANKED = 200;

type OpenAt = (after: Position | undefined) => Promise<Source[]>;

interface Page {
  hits: SearchHit[];
  next?: string;
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

  async function newestPage(open: OpenAt, limit: number, after?: string): Promise<Page> {
    const sources = await open(readPosition(after));
    const { hits, next } = await newest(sources, { limit, maxBytes: MAX_REPLY_BYTES }, clock);
    return { hits, ...(next && { next: writePosition(next) }) };
  }

  /** What is best is known among so many of the newest; then come the best of those before them. */
  async function bestPage(
    open: OpenAt,
    query: SearchQuery,
    limit: number,
    after?: string,
  ): Promise<Page> {
    const [, skipped = "0", start] = /^best (\d{1,6}) (.+)$/s.exec(after ?? "") ?? [];
    const begin = readPosition(start) ?? { at: clock.now() };
    const most = { limit: RANKED, maxBytes: Infinity };
    const { hits: ranked, next } = await newest(await open(begin), most, clock);
    const hits: SearchHit[] = [];
    let bytes = 0;
    for (const hit of bestFirst(ranked, query, clock.now()).slice(Number(skipped))) {
      bytes += JSON.stringify(hit.event).length;
      if (hits.length === limit || hits.length > 0 && bytes > MAX_REPLY_BYTES) break;
      hits.push(hit);
    }
    const shown = Number(skipped) + hits.length;
    if (shown < ranked.length) return { hits, next: `best ${shown} ${writePosition(begin)}` };
    return { hits, ...(next && { next: `best 0 ${writePosition(next)}` }) };
  }

  return {
    async search({ user: { id: user } }, { query: typed, order, limit, after, zone, context }) {
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
      const from = (position: Position | undefined) => open(user, query, asked, position);
      const { hits, next } = order === "best"
        ? await bestPage(from, query, limit, after)
        : await newestPage(from, limit, after);
      const found = context ? await readAround(hits) : hits;
      const readable = await readableHits(user, found);
      const named = readable.flatMap(({ event, before, after }) =>
        [event, before, after].filter((one) => one !== undefined)
      );
      const users = await directory.profiles(namedIn(named));
      return {
        hits: readable,
        users,
        more: next !== undefined,
        unread,
        ...(next !== undefined && { next }),
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
