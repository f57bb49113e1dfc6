// Which scripts may meet in one word of a name. Unicode Technical Standard #39, section 5.2, “highly
// restrictive”, word by word: “Иван Smith” is a name, “pаul” with a Cyrillic “а” is not.

/** Scripts in everyday use (UAX #31, tables 5 and 7), by ISO 15924; the most frequent first. */
// Pure: a page that checks no names loads none of this.
const SCRIPTS = /* @__PURE__ */ (
  "Latn Cyrl Arab Hebr Grek Hani Hira Kana Hang Bopo Deva Thai Beng Taml Telu Gujr Knda Mlym Guru " +
  "Sinh Ethi Armn Geor Khmr Laoo Mymr Orya Tibt Thaa Tfng Cher Cans Mong Nkoo Syrc Vaii Yiii Olck " +
  "Cakm Adlm Mtei Java Bali Sund Lana Tale Talu Cham Rohg Lisu Newa"
).split(" ");
/** Japanese, Korean and Chinese are written with several, and with Latin letters among them. */
const TOGETHER = ["Latn Hani Hira Kana", "Latn Hani Hang", "Latn Hani Bopo"];

/** Letters, signs, digits and joiners that stand together; anything else ends a word. */
const WORD = /[\p{L}\p{M}\p{N}\p{Join_Control}]+/gu;

/** Words of one script; made when the first name is checked, for it takes a while. */
let patterns: RegExp[] | undefined;

/** Whether a word of the name mixes scripts that are not written together. */
export function mixesScripts(name: string): boolean {
  const allowed = patterns ??= allowedPatterns();
  return (name.match(WORD) ?? []).some((word) => !allowed.some((script) => script.test(word)));
}

function allowedPatterns(): RegExp[] {
  const classes = (scripts: string[]) => scripts.map((one) => `\\p{scx=${one}}`).join("");
  const pattern = (set: string) => new RegExp(`^[${set}]*$`, "u");
  return [
    ...SCRIPTS.map((script) => pattern(`${classes([script])}\\p{scx=Zyyy}\\p{scx=Zinh}`)),
    ...TOGETHER.map((set) => pattern(`${classes(set.split(" "))}\\p{scx=Zyyy}\\p{scx=Zinh}`)),
    pattern(`^${classes(SCRIPTS)}`), // the historic ones, among themselves
  ];
}
