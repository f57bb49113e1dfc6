// What letters are told apart by, where something is looked for: “lea” finds “Léa”, “zoe” “Zoë”.

const ASCII = /^[\0-\x7f]*$/;

/**
 * Signs on letters that people leave out as they type: Latin, Greek and Cyrillic accents, Hebrew points,
 * Arabic vowels and the stroke that draws a word out, and joiners. Those of Indic and Thai letters say
 * what the word is.
 */
const SIGNS =
  /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff]/gu;
/** Letters that no decomposition of Unicode takes apart, as people type them without their sign. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ħ: "h",
  ŧ: "t",
  ŋ: "n",
};
const SIGNED = new RegExp(`[${Object.keys(PLAIN_LETTERS).join("")}]`, "gu");

/**
 * A text without what people do not type alike: width and form of letters (NFKC), case and accents.
 * Whatever is looked for by its letters is folded so on both sides, names and words alike.
 * By upper case, which makes SS of ß and I of ı.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").replace(SIGNS, "").toUpperCase().toLowerCase()
    .replaceAll("ς", "σ")
    .replace(SIGNED, (letter) => PLAIN_LETTERS[letter] ?? letter).normalize("NFC");
}

/** Where a word of a folded name begins. */
const PARTING = /[\s._-]+/u;

/** The words of a folded name. */
export function foldedWords(folded: string): string[] {
  return folded.split(PARTING);
}
