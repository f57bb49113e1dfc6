import type { ConversationSummary, Person } from "../protocol/events.ts";

/** A place to jump to. */
export type PaletteEntry =
  | { is: "conversation"; key: string; conversation: ConversationSummary }
  /** Somebody with whom there is no conversation yet. */
  | { is: "person"; key: string; name: string }
  | { is: "rooms"; key: string };

/** More than this nobody reads; typing on is quicker. */
const MAX_ENTRIES = 10;

/**
 * Where one can jump to with `query`, best first: what begins like it, then where a word does, then
 * what contains it; each by last activity. Without a query, the most recent conversations.
 */
export function paletteEntries(
  query: string,
  conversations: readonly ConversationSummary[],
  people: readonly Person[],
  me: string,
): PaletteEntry[] {
  const wanted = fold(query.replace(/^[#@]/, ""));
  const known = new Set(conversations.flatMap((one) => one.with ? [one.with.id] : []));
  const ranked: { entry: PaletteEntry; rank: number; at: number }[] = [];
  for (const one of conversations) {
    if (query.startsWith("#") && one.kind === "direct") continue;
    if (query.startsWith("@") && one.kind === "room") continue;
    const rank = rankOf(fold(one.with?.name ?? one.name ?? one.id), wanted);
    const entry = { is: "conversation", key: one.id, conversation: one } as const;
    if (rank !== undefined) ranked.push({ entry, rank, at: one.lastAt });
  }
  for (const person of people) {
    if (wanted === "" || person.id === me || known.has(person.id)) continue;
    const rank = query.startsWith("#") ? undefined : rankOf(fold(person.name), wanted);
    const entry = { is: "person", key: `@${person.id}`, name: person.name } as const;
    if (rank !== undefined) ranked.push({ entry, rank, at: 0 });
  }
  ranked.sort((a, b) => a.rank - b.rank || b.at - a.at);
  const entries = ranked.slice(0, MAX_ENTRIES).map(({ entry }) => entry);
  return [...entries, { is: "rooms", key: "rooms" }];
}

/** Lower is better; `undefined`: no match. */
function rankOf(name: string, wanted: string): number | undefined {
  if (name.startsWith(wanted)) return 0;
  if (name.split(/[\s._-]+/).some((word) => word.startsWith(wanted))) return 1;
  return name.includes(wanted) ? 2 : undefined;
}

/** Case and accents do not matter to who looks for something. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
