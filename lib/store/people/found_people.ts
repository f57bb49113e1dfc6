// People are found by the letters of the name that they have, without accents, from the beginning of
// each of its words: rows that change in the commit of the record.
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import { keyAfter } from "../../kv/list_pages.ts";
import type { UserId } from "../../protocol/events.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { fold, foldedWords } from "../../protocol/fold.ts";
import { registeredRows } from "./registered_looks.ts";
import type { User } from "./user.ts";

/** Words of a name by which its bearer is found: the first ones. */
const MAX_WORDS = 5;
/** Folding makes more of some characters; what is behind is not looked at. */
const MAX_LETTERS = 2 * LIMITS.name;
/** Rows that one read takes, and all that one search looks through. */
const ROWS_AT_ONCE = 100;
const MAX_ROWS = 2_000;

/** What a name is found by: itself, and what begins with each of its words; folded. */
function beginningsOf(name: string): string[] {
  const folded = letters(name);
  let at = 0;
  const begins = foldedWords(folded).map((word) => {
    const from = folded.indexOf(word, at);
    at = from + word.length;
    return word === "" ? "" : folded.slice(from);
  });
  return [...new Set([folded, ...begins.filter((text) => text !== "").slice(0, MAX_WORDS)])];
}

function letters(text: string): string {
  return [...fold(text.trim())].slice(0, MAX_LETTERS).join("");
}

/** The rows of somebody: none of who is gone. */
export function foundRows(user: User): Mutation[] {
  const { id, name, goneAt } = user;
  if (goneAt !== undefined) return [];
  const byWords = beginningsOf(name).map((text): Mutation => (
    { type: "set", key: keys.userByWords(text, id), value: id }
  ));
  return [...byWords, ...registeredRows(user)];
}

/** What makes the rows of somebody those of `after`. */
export function movedRows(before: User, after: User): Mutation[] {
  const rows = foundRows(after);
  const kept = new Set(rows.map(({ key }) => key.join("\0")));
  const lost = foundRows(before).filter(({ key }) => !kept.has(key.join("\0")));
  return [...lost.map(({ key }): Mutation => ({ type: "delete", key })), ...rows];
}

/** People whose name, or a word of it, begins so, whatever its accents: by name, then by word. */
export async function findPeople(kv: Kv, begun: string, limit: number): Promise<User[]> {
  const first = letters(begun);
  const end = keys.usersByWords(`${first}\u{10FFFF}`); // sorts after whatever else may follow
  const found = new Map<UserId, User>();
  let start = keys.usersByWords(first);
  for (let seen = 0; seen < MAX_ROWS && found.size < limit; seen += ROWS_AT_ONCE) {
    const rows = await kv.list<UserId>({ start, end }, { limit: ROWS_AT_ONCE });
    const ids = [...new Set(rows.map(({ value }) => value))].filter((id) => !found.has(id));
    for (const { value: user } of await kv.getMany<User>(ids.map(keys.user))) {
      if (user && user.goneAt === undefined) found.set(user.id, user);
    }
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) break;
    start = keyAfter(last.key);
  }
  const isNamedSo = ({ name }: User) => letters(name).startsWith(first);
  const all = [...found.values()];
  return [...all.filter(isNamedSo), ...all.filter((user) => !isNamedSo(user))].slice(0, limit);
}
