import type { UserId } from "../protocol/events.ts";
import { LIMITS } from "../protocol/limits.ts";
import { nameKey } from "../protocol/names.ts";
import type { Conversation, Conversations } from "../store/conversations.ts";
import type { Users } from "../store/users.ts";

/** People whom one message names; more are not told. */
const MAX_MENTIONS = 20;
/** Words that a name is tried with behind one `@`: names with more are mentioned by their first. */
const MAX_WORDS = 4;

/** What a message may mean by each `@`: names to try, the longest first. */
export function mentionCandidates(text: string): string[][] {
  const found: string[][] = [];
  // An @ inside a word is an address, not a mention.
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}_.@-])@(?=[^\s@])/gu)) {
    const after = [...text.slice(index + 1, index + 1 + 2 * LIMITS.name)].slice(0, LIMITS.name + 1);
    const line = after.join("").split(/[\n@#/:]/u, 1)[0] ?? "";
    const names = new Set<string>();
    for (const end of wordEnds(line)) {
      const name = line.slice(0, end);
      if ([...name].length <= LIMITS.name) names.add(name);
    }
    if (names.size > 0) found.push([...names].slice(0, 2 * MAX_WORDS).reverse());
    if (found.length === MAX_MENTIONS) break;
  }
  return found;
}

/** Where a name may end: after each word, with and without the signs that follow it. */
function wordEnds(line: string): number[] {
  const ends: number[] = [];
  for (const word of line.matchAll(/\S+/gu)) {
    const bare = word[0].replace(/[^\p{L}\p{N}]+$/u, "");
    if (bare !== "") ends.push(word.index + bare.length);
    ends.push(word.index + word[0].length);
  }
  return ends;
}

/**
 * The members of the conversation whom a text names with `@name`, each once, in the order of the
 * text; of names that begin alike, the longest.
 */
export async function mentionsIn(
  text: string,
  conversation: Conversation,
  { users, conversations }: { users: Users; conversations: Conversations },
): Promise<UserId[]> {
  const asked = mentionCandidates(text);
  if (asked.length === 0) return [];
  const names = new Map(asked.flat().map((name) => [nameKey(name), name]));
  const found = await Promise.all(
    [...names].map(async ([key, name]) => [key, (await users.byName(name))?.id] as const),
  );
  const byKey = new Map(found.flatMap(([key, id]) => (id ? [[key, id] as const] : [])));
  const members = await conversations.membersAmong(conversation.id, [...new Set(byKey.values())]);
  const mentioned = asked.flatMap((candidates) =>
    candidates.map((name) => byKey.get(nameKey(name))).find((id) => id && members.has(id)) ?? []
  );
  return [...new Set(mentioned)];
}
