import { fold } from "../palette_entries.ts";

/** What is being written at the caret that can be completed. `from` is where it begins. */
export interface Completing {
  what: "person" | "room" | "emoji" | "command";
  query: string;
  from: number;
}

/** One way to complete it: what is shown, and what is written. */
export interface Suggestion {
  key: string;
  label: string;
  insert: string;
  /** A person's presence dot or an emoji's picture is drawn from these. */
  person?: string;
  emoji?: string;
}

/** An emoji's name is asked for from this length on: `:)` and `8:3` are no names. */
const MIN_EMOJI_QUERY = 2;
/** How many are offered at once. */
export const MAX_SUGGESTIONS = 8;

/** Finds what can be completed at the caret: `@na`, `#ro`, `:smi`, or `/co` at the beginning. */
export function completingAt(text: string, caret: number): Completing | undefined {
  const before = text.slice(0, caret);
  const command = /^\/([a-z]*)$/i.exec(before);
  if (command) return { what: "command", query: command[1] ?? "", from: 0 };
  const token = /(?:^|[\s(])([@#:])([^\s@#:()]*)$/u.exec(before);
  const [, sigil, query = ""] = token ?? [];
  if (sigil === undefined) return undefined;
  const from = caret - query.length - 1;
  if (sigil === "@") return { what: "person", query, from };
  if (sigil === "#") return { what: "room", query, from };
  if (query.length < MIN_EMOJI_QUERY) return undefined;
  return { what: "emoji", query, from };
}

/** Names that begin with the query, then names in which a word does. */
export function matching(names: readonly string[], query: string): string[] {
  const wanted = fold(query);
  const begins = (name: string) => fold(name).startsWith(wanted);
  const inside = (name: string) =>
    !begins(name) && fold(name).split(/[\s._-]+/).some((word) => word.startsWith(wanted));
  return [...names.filter(begins), ...names.filter(inside)].slice(0, MAX_SUGGESTIONS);
}

/** Puts a suggestion in the place of what was being written; says where the caret then stands. */
export function complete(
  text: string,
  caret: number,
  completing: Completing,
  insert: string,
): { text: string; caret: number } {
  const after = text.slice(caret);
  const space = after.startsWith(" ") ? "" : " ";
  return {
    text: text.slice(0, completing.from) + insert + space + after,
    caret: completing.from + insert.length + 1,
  };
}
