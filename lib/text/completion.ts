import type { Person } from "../protocol/events.ts";
import { SANCTION_KINDS, type SanctionKind } from "../protocol/sanctions.ts";
import { leadingName } from "./leading_name.ts";
import { fold, foldedWords } from "../protocol/fold.ts";

/**
 * The token at the caret that can be completed. `from`: its index in the text. `command`: the one that
 * somebody is named for.
 */
export type CompletionTarget =
  & { query: string; from: number }
  & (
    | { what: "person"; command?: "msg" | SanctionKind }
    | { what: "duration"; command: SanctionKind }
    | { what: "room" }
    | { what: "emoji" }
    | { what: "command" }
  );

/** One suggestion: what is shown (`label`) and what is inserted. */
export interface Suggestion {
  key: string;
  label: string;
  /** What it does, beside the label. */
  hint?: string;
  insert: string;
  /** Set for people (their avatar is drawn) and for emoji. */
  person?: string;
  emoji?: string;
}

/** Emoji are suggested from this many letters on: `:)` and `8:3` are no short names. */
const MIN_EMOJI_QUERY = 2;
/** The most suggestions shown at once. */
export const MAX_SUGGESTIONS = 8;

/**
 * The token that ends at the caret: `@na`, `#ro`, `:smi`, or `/co` at the start of the text; behind a
 * command that is about somebody, who it is, and for how long. `names`: those with spaces end there.
 */
export function completionAt(
  text: string,
  caret: number,
  names: readonly string[] = [],
): CompletionTarget | undefined {
  const before = text.slice(0, caret);
  const command = /^\/([\w-]*)$/.exec(before);
  if (command) return { what: "command", query: command[1] ?? "", from: 0 };
  const argument = argumentAt(before, names);
  if (argument) return argument;
  const token = /(?:^|[\s(])([@#:])([^\s@#:()]*)$/u.exec(before);
  const [, sigil, query = ""] = token ?? [];
  if (sigil === undefined) return undefined;
  const from = caret - query.length - 1;
  if (sigil === "@") return { what: "person", query, from };
  if (sigil === "#") return { what: "room", query, from };
  if (query.length < MIN_EMOJI_QUERY) return undefined;
  return { what: "emoji", query, from };
}

/** The commands that name somebody. */
const ABOUT_SOMEBODY = ["msg", ...SANCTION_KINDS] as const;

function argumentAt(before: string, names: readonly string[]): CompletionTarget | undefined {
  const [start = "", word] = /^\/(\w+)\s+/.exec(before) ?? [];
  const command = ABOUT_SOMEBODY.find((one) => one === word?.toLowerCase());
  if (command === undefined) return undefined;
  const written = before.slice(start.length);
  const name = /^@?([^\s@#:"]*)$/.exec(written);
  if (name) return { what: "person", query: name[1] ?? "", from: start.length, command };
  if (command === "msg" || /^@?"[^"]*$/.test(written)) return undefined; // the name goes on
  const { rest } = leadingName(written, names);
  const from = before.length - rest.length;
  if (/\s/.test(rest) || !/\s/.test(before.charAt(from - 1))) return undefined;
  return { what: "duration", query: rest, from, command };
}

/**
 * Whom `@` offers: not oneself, nor what does not hear: a hook, or a bot that is elsewhere (B1, B2).
 * `isThere`: whether somebody is where it is written.
 */
export function isCallable(
  { id, bot, hook }: Pick<Person, "id" | "bot" | "hook">,
  me: string | undefined,
  isThere: (id: string) => boolean,
): boolean {
  return id !== me && !hook && (!bot || isThere(id));
}

/** Names that start with the query, then names in which a later word does; each in order if one is given. */
export function matchingNames(
  names: readonly string[],
  query: string,
  compare: (one: string, other: string) => number = () => 0,
): string[] {
  const wanted = fold(query);
  const begins = (name: string) => fold(name).startsWith(wanted);
  const inside = (name: string) =>
    !begins(name) && foldedWords(fold(name)).some((word) => word.startsWith(wanted));
  return [begins, inside].flatMap((fits) => names.filter(fits).sort(compare))
    .slice(0, MAX_SUGGESTIONS);
}

/** A change to a text: `text` stands for what is from `from` to `to`; then the caret is at `caret`. */
export interface TextEdit {
  from: number;
  to: number;
  text: string;
  caret: number;
}

/** Replaces the token, and what is selected from the caret to `to`, with a suggestion and a space. */
export function complete(
  text: string,
  to: number,
  completing: CompletionTarget,
  insert: string,
): TextEdit {
  const { from } = completing;
  const space = text.startsWith(" ", to) ? "" : " ";
  return { from, to, text: insert + space, caret: from + insert.length + 1 };
}
