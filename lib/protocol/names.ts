// What a person may be called. See “Limits” in docs/protocol.md.
import { ChatError, type Refusal } from "./errors.ts";
import { codePoints, LIMITS } from "./limits.ts";
import { mixesScripts } from "./name_scripts.ts";
import { foldReserved, RESERVED_NAMES } from "./reserved_names.ts";

/** Nothing to be made clean: most names are so. */
const CLEAN = /^[!-~]+(?: [!-~]+)*$/;
const WHITESPACE = /[\t\n\v\f\r\p{Z}]+/gu;
/** They choose between two pictures of one character and say nothing else. */
const PRESENTATION_SELECTORS = /[\uFE0E\uFE0F]/gu;
/** Control, format, unassigned, private and ignorable characters, and the blank Braille pattern. */
const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** They have a meaning before or after a name: mentions, rooms, addresses, commands. */
const SIGNS = /[@#/:]/u;
/** Scripts stack four signs on a letter (Hebrew, Tibetan); more cover the lines around a name. */
const TOWER = /[\p{Mn}\p{Me}]{5}/u;
/** Punctuation alone is no name: “.” and “..” mean something else in an address. */
const VISIBLE = /[\p{L}\p{N}\p{S}]/u;
/** A dot above a letter that has one already: drawn as nothing (NFD). */
const SECOND_DOT = /(?<=\p{Soft_Dotted}\p{M}*)\u0307/gu;
const JOINERS = /\p{Join_Control}/gu;
const VIRAMAS = "\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA";
/**
 * Where a script needs a joiner (UAX #31, section 2.3): between Arabic letters, which it parts, after
 * the virama of an Indic letter, whose form it chooses, and in the Bengali “র‍্য”.
 */
// Pure: a page that checks no names loads none of this.
const RIGHT_JOINERS = /* @__PURE__ */ new RegExp(
  `(?<=\\p{scx=Arab}\\p{Mn}*)\\u200C(?=\\p{scx=Arab})|(?<=\\p{L}\\p{M}*[${VIRAMAS}])\\p{Join_Control}` +
    "|(?<=\u09B0)\u200D(?=\u09CD)",
  "gu",
);

/** The name as it is kept: composed, trimmed, each run of white space one space. */
export function cleanName(text: string): string {
  if (CLEAN.test(text)) return text;
  return text
    .replace(PRESENTATION_SELECTORS, "")
    .normalize("NFD")
    .replace(SECOND_DOT, "")
    .replace(WHITESPACE, " ")
    .trim()
    .normalize("NFC");
}

/**
 * What two names have in common that are the same name: NFKC and case folding, without joiners. Upper
 * case in between folds what lower case alone leaves apart (ß and ss, both sigmas).
 */
export function nameKey(name: string): string {
  if (CLEAN.test(name)) return name.toLowerCase();
  const folded = cleanName(name).normalize("NFKC").toLowerCase().toUpperCase().toLowerCase();
  return cleanName(folded.replaceAll("ς", "σ").replace(JOINERS, "").normalize("NFKC"));
}

/** Whether a text holds characters that are not seen, joiners where a script needs them apart. */
export function isUnseen(text: string): boolean {
  return UNSEEN.test(text.replace(RIGHT_JOINERS, ""));
}

/** Why nobody may be called so, or `undefined`. Whether the name is taken, only the store knows. */
export function nameProblem(text: string): Refusal | undefined {
  const name = cleanName(text);
  const compatible = name.normalize("NFKC"); // “＠” is an @ to the index, so it is one here
  if (name === "") return "name-empty";
  if (codePoints(name) > LIMITS.name || codePoints(compatible) > LIMITS.name) {
    return "name-too-long";
  }
  if (isUnseen(name) || isUnseen(compatible)) return "name-characters";
  if (TOWER.test(name.normalize("NFD"))) return "name-characters";
  if (SIGNS.test(compatible) || !VISIBLE.test(name)) return "name-characters";
  if (mixesScripts(compatible)) return "name-scripts";
  if (RESERVED_NAMES.has(foldReserved(name))) return "name-reserved";
  return undefined;
}

/** The name as it is kept. Throws a `ChatError` with the rule that it breaks. */
export function readName(text: string): string {
  const refusal = nameProblem(text);
  if (refusal) throw new ChatError(refusal, { name: cleanName(text), limit: LIMITS.name });
  return cleanName(text);
}
