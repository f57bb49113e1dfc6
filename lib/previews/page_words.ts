import { codePoints } from "../protocol/limits.ts";
import { isBlank } from "../text/message_text.ts";

/** More is not looked at, however it is written. In UTF-16 units. */
const LOOKED_AT = 2_000;
/** Characters that are not seen, and turn what stands beside them: they are nothing of a title. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** What a page says of itself, in one line, cut to so many code points; nothing where it is blank. */
export function pageWords(text: unknown, most: number): string | undefined {
  if (typeof text !== "string") return undefined;
  const line = text.slice(0, LOOKED_AT).toWellFormed().replace(UNSEEN, " ").replace(/\s+/g, " ")
    .trim();
  if (isBlank(line)) return undefined;
  if (codePoints(line) <= most) return line;
  return `${Array.from(line).slice(0, most - 1).join("").trimEnd()}…`;
}
