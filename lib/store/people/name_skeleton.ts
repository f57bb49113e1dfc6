// What a name looks like, so that nobody can pass for somebody else with other letters.
// Unicode Technical Standard #39, section 4: two names are confusable when their skeletons agree.
import table from "./confusables.json" with { type: "json" };
import { cleanName, nameKey } from "../../protocol/names.ts";
import { foldReserved, isOffice, RESERVED_NAMES } from "../../protocol/reserved_names.ts";

/** What each confusable character is taken for; the table is written by tools/confusables.ts. */
const prototypes: ReadonlyMap<string, string> = new Map(
  Object.entries(table.prototypes).flatMap(([prototype, sources]) =>
    sources.split(" ").map((source) => [fromHex(source), fromHex(prototype)] as const)
  ),
);

/** Code points in hexadecimal, separated by spaces, as text. */
function fromHex(points: string): string {
  return String.fromCodePoint(...points.split(" ").map((point) => parseInt(point, 16)));
}

/** What a text looks like: letters that are taken for one another are one, of any script. */
export function skeleton(text: string): string {
  const visible = text.normalize("NFD").replaceAll(/\p{Default_Ignorable_Code_Point}/gu, "");
  const mapped = [...visible].map((point) => prototypes.get(point) ?? point);
  return mapped.join("").normalize("NFD").toLowerCase();
}

/**
 * What stands around words and between them, and draws no letter: punctuation, spaces, and the stroke
 * that makes an Arabic word longer.
 */
const SIGNS = /(?:[\p{P}\p{Z}\u0640]|(?!\p{Emoji_Modifier})\p{Sk})+/gu;
/** Accents without a letter: in a normal form they would stand on the letter before them. */
const ACCENTS = /(?!\p{Emoji_Modifier})\p{Sk}/gu;
const BETWEEN_DIGITS = /(?<=\p{N})[\p{P}\p{Z}]+(?=\p{N})/gu;
const APOSTROPHE_IN_WORD = /(?<=\p{L}\p{M}*)'+(?=\p{L})/gu;
/** Stand for signs that are looked at; no name holds them. */
const [KEPT_APOSTROPHE, KEPT_BETWEEN_DIGITS] = ["\uE000", "\uE001"];

/**
 * The looks of a name without the signs that nobody notices: “Moussa Diop.”, “Moussa-Diop” and
 * “MoussaDiop” are one. Two signs are looked at, for they make another name: an apostrophe within a
 * word, as a letter would (“O’Neil” and “ONeil”), and what parts two numbers (“Anna 1.1”, “Anna 11”).
 */
function looksOf(name: string): string {
  const marked = name.replace(BETWEEN_DIGITS, KEPT_BETWEEN_DIGITS);
  // Before as well: a dash is confusable with a letter, and that would be looked at.
  const words = marked.replace(SIGNS, onlyApostrophes);
  const looks = skeleton(words).replace(APOSTROPHE_IN_WORD, KEPT_APOSTROPHE).replace(SIGNS, "");
  return looks === "" ? skeleton(name) : looks; // a name of signs alone: “^^”
}

function onlyApostrophes(signs: string): string {
  return [...signs].filter((sign) => skeleton(sign) === "'").join("");
}

/**
 * The looks that a name claims, one or two: as it is written, for it is seen so (“Ian” and “lan”),
 * and folded, for a capital must not hide a foreign letter (“іan” and “Ian”).
 */
export function nameSkeletons(name: string): string[] {
  const plain = name.replace(ACCENTS, "'");
  return [...new Set([looksOf(written(plain)), looksOf(nameKey(plain))])];
}

/** What earlier versions claimed: with all signs. */
export function skeletonsWithSigns(name: string): string[] {
  return [...new Set([skeleton(written(name)), skeleton(nameKey(name))])];
}

function written(name: string): string {
  return cleanName(name).normalize("NFKC").replace(/\p{Join_Control}/gu, "");
}

const reserved = new Set([...RESERVED_NAMES].map(reservedSkeleton));

/** What a name looks like when nothing but its letters is looked at, and “1”, “l” and “i” are one. */
function reservedSkeleton(name: string): string {
  return foldReserved(skeleton(foldReserved(name)).replaceAll("i", "l"));
}

/** Whether a name looks like one that is reserved, whatever stands around and above its letters. */
export function looksReserved(name: string): boolean {
  return reserved.has(reservedSkeleton(name)) ||
    reserved.has(foldReserved(skeleton(cleanName(name))));
}

const MARKS_OF_LETTERS = /(?<=[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}]\p{M}*)\p{M}+/gu;

/**
 * What is left of a name for who looks in passing: letters and digits, without accents. “Áwa ✓” is
 * “awa”; vowels that are written as marks stay. Nothing of a name of signs alone.
 */
export function plainLooks(name: string): string {
  const looks = skeleton(nameKey(name)).normalize("NFD");
  return looks.replace(MARKS_OF_LETTERS, "").replace(/[^\p{L}\p{N}\p{M}]+/gu, "");
}

/**
 * What a name may be taken for in passing, one or two: itself, and what stands beside the words of a
 * role in it (“Awa (admin)”, “Baobab Coop Team”).
 */
export function passesFor(name: string): string[] {
  const words = name.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== "");
  const own = words.filter((word) => !looksReserved(word) && !isOffice(word));
  return [...new Set([name, own.join(" ")].map(plainLooks))].filter((looks) => looks !== "");
}
