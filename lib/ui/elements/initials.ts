/** What tells “Pupil 10” from “Pupil 11”: a number at the end, of at most two digits. */
const NUMBER = /^\p{N}+$/u;

/** Initials of a name: from its first and last word; of a number, the last two digits. */
export function initials(name: string): string {
  const words = name.trim().split(/[\s._-]+/u).filter((word) => word !== "");
  const first = words[0] ?? "";
  const last = words.length > 1 ? words[words.length - 1] ?? "" : "";
  const second = NUMBER.test(last) ? [...last].slice(-2).join("") : firstLetter(last);
  return (firstLetter(first) + second).toLocaleUpperCase() || "?";
}

/** ASCII alone, where every character is a grapheme: segmenting takes a microsecond. */
const PLAIN = /^[ -~]+$/;
/** Constructing a segmenter costs more than segmenting a hundred names. */
const letters = new Intl.Segmenter();

/** The first grapheme: combining accents and joined emoji included. */
function firstLetter(word: string): string {
  if (PLAIN.test(word)) return word.charAt(0);
  for (const { segment } of letters.segment(word)) return segment;
  return "";
}
