import type { ConversationSummary, Profiles } from "../../protocol/events.ts";
import type { SearchHit } from "../../protocol/requests/search.ts";
import { HAS, type Has, type Operator } from "../../text/search/query.ts";
import { operatorText } from "../../text/search/written.ts";
import { thingsIn } from "../../text/search/message.ts";
import { civilOf } from "../../text/when.ts";

/** One thing that a query can be narrowed to. */
export interface Choice {
  /** As it is written in the query. */
  part: string;
  operator: Operator;
  /** Whom or what it names, as people call it. */
  name: string;
  /** Of those that were found, where all of them are known. */
  count?: number;
}

/** Who wrote what was found, and where it stands: the most first. */
export interface Facets {
  people: (Choice & { user: string; picture?: string })[];
  places: Choice[];
  has: Record<Has, number>;
}

/** So many people and places are offered. */
const MOST = 6;

/** What the hits of a page can be narrowed to. `titleOf`: as a conversation is called here. */
export function facetsOf(
  hits: readonly SearchHit[],
  users: Profiles,
  conversations: readonly ConversationSummary[],
  titleOf: (conversation: ConversationSummary) => string,
): Facets {
  const people = new Map<string, number>();
  const places = new Map<string, number>();
  const has: Facets["has"] = { link: 0, file: 0, image: 0 };
  for (const { conversation, event } of hits) {
    if (event.kind !== "message") continue;
    people.set(event.by, 1 + (people.get(event.by) ?? 0));
    places.set(conversation, 1 + (places.get(conversation) ?? 0));
    const things = thingsIn(event);
    for (const one of HAS) if (things.includes(one)) has[one]++;
  }
  return {
    has,
    people: most(people).flatMap(([user, count]) => {
      const profile = users[user];
      if (!profile || profile.gone) return [];
      const part = operatorText("from", profile.name);
      const { name, picture } = profile;
      return [{ part, operator: "from" as const, user, name, ...(picture && { picture }), count }];
    }),
    places: most(places).flatMap(([id, count]) => {
      const one = conversations.find((one) => one.id === id);
      return one ? [{ ...placeOf(one, titleOf), count }] : [];
    }),
  };
}

/**
 * What a query calls a conversation: the name of a room or of a person; the id of a group, and of a
 * conversation with somebody who is gone, whose name means nobody or another.
 */
export function placeName({ id, name, with: other }: ConversationSummary): string {
  return name ?? (other?.gone ? undefined : other?.name) ?? id;
}

/** A conversation, as a query names it. */
export function placeOf(
  one: ConversationSummary,
  titleOf: (conversation: ConversationSummary) => string,
): Choice {
  const part = operatorText("in", placeName(one));
  return { part, operator: "in", name: titleOf(one) };
}

/** So many conversations are listed; the others are named by whoever wants one. */
const MOST_PLACES = 8;

/** Where one may search, those with hits first, then those where something was said last. */
export function placesOf(
  hits: readonly SearchHit[],
  conversations: readonly ConversationSummary[],
): { listed: ConversationSummary[]; more: boolean } {
  const found = new Set(hits.map(({ conversation }) => conversation));
  const rank = ({ id }: ConversationSummary) => found.has(id) ? 0 : 1;
  const sorted = conversations.toSorted((a, b) => rank(a) - rank(b) || b.lastAt - a.lastAt);
  return { listed: sorted.slice(0, MOST_PLACES), more: sorted.length > MOST_PLACES };
}

function most(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST);
}

/** Days that a query can be narrowed to, where the reader is. */
export function daysOf(now: number, timeZone: string) {
  const { year, month } = civilOf(now, timeZone);
  const two = (number: number) => String(number).padStart(2, "0");
  const week = civilOf(now - 6 * 24 * 60 * 60_000, timeZone);
  return {
    today: "during:today",
    "last-days": `after:${week.year}-${two(week.month)}-${two(week.day)}`,
    "this-month": `during:${year}-${two(month)}`,
    "this-year": `during:${year}`,
  } as const;
}
