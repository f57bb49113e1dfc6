import { type KeptPage, withoutVanished } from "../../../lib/client/kept_page.ts";
import { KeptStorage } from "../../../lib/client/kept_storage.ts";
import type { MessageEvent, Profiles, UserId } from "../../../lib/protocol/events.ts";
import { nameKey } from "../../../lib/protocol/names.ts";
import { says } from "../../../lib/text/search/message.ts";
import { asksNothing, readQuery, type SearchQuery } from "../../../lib/text/search/query.ts";

/** A message that was found, as the server gives it. */
export interface KeptHit {
  conversation: string;
  event: MessageEvent;
}

/** What is asked: by the server's clock, of what is kept for one person. */
export interface KeptSearch {
  query: string;
  now: number;
  timeZone: string;
  me: UserId | undefined;
  /** What a conversation is called, as one types it behind `in:`. */
  nameOf(conversation: string): string | undefined;
  limit: number;
}

/** Finds messages in what this device keeps (N4), the newest first. */
export async function searchKept(
  asked: KeptSearch,
): Promise<{ hits: KeptHit[]; users: Profiles }> {
  const storage = await KeptStorage.find();
  const pages = storage && storage.user === asked.me ? await storage.pages() : [];
  storage?.close();
  return findIn(pages, asked);
}

/** The same in pages at hand. */
export function findIn(
  pages: readonly KeptPage[],
  { query: typed, now, timeZone, nameOf, limit }: Omit<KeptSearch, "me">,
): { hits: KeptHit[]; users: Profiles } {
  const query = readQuery(typed, { now, timeZone });
  if (asksNothing(query)) return { hits: [], users: {} };
  const inside = pages.filter(({ conversation }) => isNamed(query.in, nameOf(conversation)))
    .map((page) => withoutVanished(page, now));
  const hits = inside.flatMap((page) =>
    page.events.flatMap((event): KeptHit[] =>
      event.kind === "message" && isFound(event, page, query)
        ? [{ conversation: page.conversation, event }]
        : []
    )
  );
  hits.sort((one, other) => other.event.at - one.event.at);
  const found = hits.slice(0, limit);
  const users: Profiles = Object.assign({}, ...inside.map((page) => page.users));
  return { hits: found, users };
}

function isFound(event: MessageEvent, page: KeptPage, query: SearchQuery): boolean {
  const { time, is } = query;
  return event.deletedAt === undefined && event.at >= time.from && event.at < time.to &&
    isNamed(query.from, page.users[event.by]?.name) &&
    (!is.includes("pinned") || event.pinned !== undefined) &&
    (!is.includes("bookmarked") || page.own?.[event.seq]?.bookmark !== undefined) &&
    says(event, query);
}

/** Whether a name is one of those that are wanted, if any are. */
function isNamed(wanted: readonly string[], name: string | undefined): boolean {
  if (wanted.length === 0) return true;
  return name !== undefined && wanted.some((one) => nameKey(one) === nameKey(name));
}
