// What a mention is: the one grammar that the server notifies by and the interface draws by.
import { LIMITS } from "../protocol/limits.ts";
import { nameKey } from "../protocol/names.ts";

/** Whether somebody who can be mentioned has this name, however it is written. */
export type IsName = (name: string) => boolean;

/** Further `@` of a message are text: bounds what one message makes the server look up. */
export const MAX_MENTIONS = 20;
/** Names tried behind one `@`, the shortest ones. */
const MAX_CANDIDATES = 12;

/** Scripts without spaces between words, and Korean, whose particles follow a name directly. */
const UNSPACED =
  "\\p{Script=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Hangul}";
/** Letters, digits, their marks, and the joiners that Persian and Indic words hold. */
const WORD = "\\p{L}\\p{N}\\p{M}_\\u200c\\u200d";

/** An `@` inside a word is an address (`me@example.org`), one of several is a decoration. */
const START = new RegExp(`(?<!@)(?<!(?![${UNSPACED}_])[${WORD}])@(?=[^\\s@#/:])`, "uy");
/** What no name contains, or a line's end. */
const END_OF_NAMES = /[\n\r\u2028\u2029@#/:]/u;
const IN_WORD = new RegExp(`[${WORD}]`, "u");
const IN_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
const MARK = /[\p{M}\u200c\u200d]/u;
const SPACE = /\s/u;

/** Names that the `@` at an index may mean, longest first; empty where none can follow. */
export function mentionCandidates(text: string, at: number): string[] {
  START.lastIndex = at;
  if (!START.test(text)) return [];
  // Two UTF-16 units a code point at most, and one more to see whether a word goes on.
  const ahead = text.slice(at + 1, at + 1 + 2 * (LIMITS.name + 1)).split(END_OF_NAMES, 1)[0] ?? "";
  const points = Array.from(ahead).slice(0, LIMITS.name + 1);
  const names: string[] = [];
  for (let end = 1; end <= Math.min(points.length, LIMITS.name); end++) {
    if (!endsName(points[end - 1] ?? "", points[end])) continue;
    if (names.push(points.slice(0, end).join("")) === MAX_CANDIDATES) break;
  }
  return names.reverse();
}

/** A name ends after a word, after the signs behind it, and anywhere in unspaced scripts. */
function endsName(last: string, next: string | undefined): boolean {
  if (SPACE.test(last)) return false;
  if (next === undefined) return true;
  if (MARK.test(next)) return false;
  return !(IN_WORD.test(last) && IN_WORD.test(next)) || IN_UNSPACED.test(last) ||
    IN_UNSPACED.test(next);
}

/** The longest known name behind the `@` at an index. */
export function mentionAt(text: string, at: number, isName: IsName): string | undefined {
  return mentionCandidates(text, at).find(isName);
}

/** All messages of a timeline share one array of names: its keys are made once. */
const keySets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Recognises these names, in any case and composition. Caches by the array's identity. */
export function nameMatcher(names: readonly string[]): IsName {
  let keys = keySets.get(names);
  if (!keys) keySets.set(names, keys = new Set(names.map(nameKey)));
  return (name) => keys.has(nameKey(name));
}
