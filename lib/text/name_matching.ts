import {
  type ConversationSummary,
  peopleBeside,
  type Person,
  type UserId,
} from "../protocol/events.ts";
import type { RoomListing } from "../protocol/requests/rooms.ts";
import { fold, foldedWords } from "../protocol/fold.ts";

/** An entry of the jump palette. */
export type PaletteEntry =
  | { is: "conversation"; key: string; conversation: ConversationSummary }
  /** A person without a conversation with the user yet. */
  | { is: "person"; key: string; person: Person }
  /** A room that one is not in. */
  | { is: "join"; key: string; room: RoomListing }
  | { is: "rooms"; key: string }
  /** To look for it in messages. */
  | { is: "search"; key: string }
  | { is: "message"; key: string; message: FoundMessage };

/** A message that says what is looked for. */
export interface FoundMessage {
  conversation: ConversationSummary;
  seq: number;
  at: number;
  by: UserId;
  /** Empty of who is gone without a name. */
  name: string;
  gone?: boolean | undefined;
  /** Its words, cut around what was looked for. */
  parts: readonly { text: string; marked: boolean }[];
  /** The thread in which it stands alone. */
  thread?: number | undefined;
}

/** The order of names as one reads them: “Pupil 2” before “Pupil 10”. */
export const { compare: compareNames } = new Intl.Collator(undefined, { numeric: true });

/** Longer lists are not read; typing another letter is quicker. */
const MAX_ENTRIES = 10;

/**
 * Palette entries for `query`, best first: names that start with it, names with a word that does,
 * names that contain it; each by last activity, then by name. Without a query: the most recent conversations.
 */
export function paletteEntries(
  query: string,
  conversations: readonly ConversationSummary[],
  people: readonly Person[],
  me: string,
): PaletteEntry[] {
  const wanted = fold(query.replace(/^[#@]/, ""));
  const known = new Set(conversations.flatMap((one) => one.with ? [one.with.id] : []));
  const ranked: { entry: PaletteEntry; rank: number; at: number; name: string }[] = [];
  for (const one of conversations) {
    if (query.startsWith("#") && one.kind === "direct") continue;
    if (query.startsWith("@") && one.kind === "room") continue;
    const others = peopleBeside(one).map(({ name }) => name);
    const names = one.kind === "direct" ? [...others, one.title] : [one.title, one.name ?? one.id];
    const rank = bestRank(names, wanted);
    const entry = { is: "conversation", key: one.id, conversation: one } as const;
    if (rank !== undefined) ranked.push({ entry, rank, at: one.lastAt, name: "" });
  }
  for (const person of people) {
    if (wanted === "" || person.id === me || known.has(person.id)) continue;
    const rank = query.startsWith("#") ? undefined : rankName(fold(person.name), wanted);
    const entry = { is: "person", key: `@${person.id}`, person } as const;
    if (rank !== undefined) ranked.push({ entry, rank, at: 0, name: person.name });
  }
  ranked.sort((a, b) => a.rank - b.rank || b.at - a.at || compareNames(a.name, b.name));
  const entries = ranked.slice(0, MAX_ENTRIES).map(({ entry }) => entry);
  return [...entries, { is: "rooms", key: "rooms" }];
}

/** The best rank of several names of one thing. */
function bestRank(names: readonly (string | undefined)[], wanted: string): number | undefined {
  const ranks = names.flatMap((name) =>
    name === undefined ? [] : rankName(fold(name), wanted) ?? []
  );
  return ranks.length > 0 ? Math.min(...ranks) : undefined;
}

/** Rank of a folded name for a folded query, lower is better; `undefined`: no match. */
export function rankName(name: string, wanted: string): number | undefined {
  if (name.startsWith(wanted)) return 0;
  if (foldedWords(name).some((word) => word.startsWith(wanted))) return 1;
  return name.includes(wanted) ? 2 : undefined;
}
