// What a person may be called. See “Limits” in docs/protocol.md.
import { ChatError, type Refusal } from "./errors.ts";
import { codePoints, LIMITS } from "./limits.ts";

/** Names that would pass for the service itself, as keys. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  "admin",
  "administrator",
  "system",
  "server",
  "palabre",
]);

const WHITESPACE = /[\t\n\v\f\r\p{Z}]+/gu;
/** They choose between two pictures of one character and say nothing else. */
const PRESENTATION_SELECTORS = /[\uFE0E\uFE0F]/gu;
/** Control, format, unassigned, private and ignorable characters, and the blank Braille pattern. */
const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** They have a meaning before or after a name: mentions, rooms, addresses, commands. */
const SIGNS = /[@#/:]/u;
/** Scripts stack four signs on a letter (Hebrew, Tibetan); more cover the lines around a name. */
const TOWER = /[\p{Mn}\p{Me}]{5}/u;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** The name as it is kept: composed, trimmed, each run of white space one space. */
export function cleanName(text: string): string {
  return text
    .replace(PRESENTATION_SELECTORS, "")
    .replace(WHITESPACE, " ")
    .trim()
    .normalize("NFC");
}

/**
 * What two names have in common that are the same name: NFKC and case folding. Upper case in between
 * folds what lower case alone leaves apart (ß and ss, both sigmas).
 */
export function nameKey(name: string): string {
  const folded = cleanName(name).normalize("NFKC").toLowerCase().toUpperCase().toLowerCase();
  return cleanName(folded.replaceAll("ς", "σ").normalize("NFKC"));
}

/** Why nobody may be called so, or `undefined`. Whether the name is taken, only the store knows. */
export function nameProblem(text: string): Refusal | undefined {
  const name = cleanName(text);
  const compatible = name.normalize("NFKC"); // “＠” is an @ to the index, so it is one here
  if (name === "") return "name-empty";
  if (codePoints(name) > LIMITS.name || codePoints(compatible) > LIMITS.name) {
    return "name-too-long";
  }
  if (UNSEEN.test(name) || UNSEEN.test(compatible)) return "name-characters";
  if (TOWER.test(name.normalize("NFD"))) return "name-characters";
  if (SIGNS.test(compatible) || !VISIBLE.test(name)) return "name-characters";
  if (RESERVED_NAMES.has(nameKey(name))) return "name-reserved";
  return undefined;
}

/** The name as it is kept. Throws a `ChatError` with the rule that it breaks. */
export function readName(text: string): string {
  const refusal = nameProblem(text);
  if (refusal) throw new ChatError(refusal, { name: cleanName(text), limit: LIMITS.name });
  return cleanName(text);
}
