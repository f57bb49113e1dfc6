// How a text is cut into what can be searched for: the same for what is written and what is looked for.
import { fold } from "../../protocol/fold.ts";

/**
 * A part of a text: a word, or a run of a script that puts no space between words. `text` is folded;
 * `start` and `end` are where it stands in the text as written.
 */
export interface Part {
  is: "word" | "run";
  text: string;
  start: number;
  end: number;
}

/**
 * Chinese, Japanese, Thai, Lao, Khmer and Burmese put no spaces between words, and Korean joins
 * particles to them: what is looked for stands anywhere in a run of such letters.
 */
const RUN =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\u30fc\uff70\uff9e\uff9f";
const PARTS = new RegExp(
  `(?<run>[${RUN}][${RUN}\\p{M}]*)|(?:(?![${RUN}])[\\p{L}\\p{N}])(?:(?![${RUN}])[\\p{L}\\p{N}\\p{M}\u200c\u200d])*`,
  "gu",
);
const ASCII = /^[\0-\x7f]*$/;

/** The parts of a text, in their order. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  if (ASCII.test(text)) {
    const lower = text.toLowerCase();
    eachAsciiWord(text, (_, start, end) => {
      parts.push({ is: "word", text: lower.slice(start, end), start, end });
    });
    return parts;
  }
  for (const { 0: written, index: start, groups } of text.matchAll(PARTS)) {
    const folded = fold(written);
    if (folded === "") continue;
    const is = groups?.run === undefined ? "word" : "run";
    parts.push({ is, text: folded, start, end: start + written.length });
  }
  return parts;
}

/** By hand: it is done to each message, and a regular expression takes several times as long. */
function eachAsciiWord(
  text: string,
  take: (text: string, start: number, end: number) => void,
): void {
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = start;
    while (isWordCode(text.charCodeAt(end))) end++;
    if (end > start) take(text, start, end);
  }
}

/** What takes terms as they are found. */
export interface TermTaker {
  /** A word of ASCII that stands in a text, in any case and length: `asciiTerm` is its term. */
  word(text: string, start: number, end: number): void;
  /** A term as it is. */
  term(term: string): void;
}

/** Gives what an index holds of a text: terms in their order, some more than once. */
export function eachTerm(text: string, taker: TermTaker): void {
  if (ASCII.test(text)) eachAsciiWord(text, (text, start, end) => taker.word(text, start, end));
  else for (const part of partsOf(text)) for (const term of termsOf(part)) taker.term(term);
}

/** The term of a word of ASCII that stands in a text. */
export function asciiTerm(text: string, start: number, end: number): string {
  return text.slice(start, Math.min(end, start + MAX_TERM)).toLowerCase();
}

/** A digit or a letter of ASCII. */
function isWordCode(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a || code >= 0x30 && code <= 0x39;
}

/** Longer words are looked up by their beginning; what is found is compared whole. */
export const MAX_TERM = 40;

/** What an index holds of a part: the word, or each two letters of a run that follow one another. */
export function termsOf({ is, text }: Pick<Part, "is" | "text">): string[] {
  if (is === "word") return [termOf(text)];
  const letters = [...text];
  // The last letter alone as well: whoever looks for one letter finds it as the beginning of a term.
  return letters.map((letter, n) => letter + (letters[n + 1] ?? ""));
}

/** The term of a word, whole or as its beginning. */
export function termOf(word: string): string {
  if (word.length <= MAX_TERM) return word;
  const halfLetter = /[\ud800-\udbff]$/;
  return word.slice(0, MAX_TERM).replace(halfLetter, "");
}
