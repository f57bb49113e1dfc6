// What a text says where somebody whom it mentions is called something else.
import { nameKey } from "../protocol/names.ts";
import { codePoints, LIMITS } from "../protocol/limits.ts";
import { mentionedNames } from "./markup.ts";
import { mentionAt, nameMatcher } from "./mentions.ts";

/**
 * The text with the mentions of one name as those of another; as it is where they read the same, and where
 * it would be longer than a message may be. What only looks like one (in code, in a link) stays.
 */
export function withRenamedMentions(text: string, before: string, after: string): string {
  if (nameKey(before) === nameKey(after) || !text.includes("@")) return text;
  const isEither = nameMatcher([before, after]);
  const countOf = (one: string) =>
    mentionedNames(one, isEither).filter((name) => nameKey(name) === nameKey(before)).length;
  let [now, left] = [text, countOf(text)];
  for (let at = text.lastIndexOf("@"); at >= 0 && left > 0; at = text.lastIndexOf("@", at - 1)) {
    const name = mentionAt(text, at, isEither);
    if (name !== undefined && nameKey(name) === nameKey(before)) {
      const tried = `${now.slice(0, at + 1)}${after}${now.slice(at + 1 + name.length)}`;
      const count = countOf(tried);
      if (count < left) [now, left] = [tried, count];
    }
    if (at === 0) break;
  }
  return codePoints(now) <= LIMITS.text ? now : text;
}
