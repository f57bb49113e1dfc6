// How Arabic letters look beside each other. Terminals draw cell by cell, and join nothing by themselves
// where the program says the order: it writes the forms that Unicode has for that (Presentation Forms).

/** Isolated, final, initial, medial; letters that join to the right alone have the first two. */
type Forms = readonly string[];

/** The letters of Arabic Presentation Forms A and B. */
const BLOCKS = [{ first: 0xfb50, last: 0xfbff }, { first: 0xfe80, last: 0xfef4 }];

let known: Map<string, Forms> | undefined;

/**
 * The forms of each letter, read from Unicode itself: a run of neighbours that stand for the same letter
 * (NFKC) are its forms, in this order. Those of block B, which are whole, count over those of block A.
 */
function forms(): Map<string, Forms> {
  if (known) return known;
  known = new Map();
  for (const { first, last } of BLOCKS) {
    for (let code: number = first; code <= last;) {
      const letter = letterOf(code);
      let next = code + 1;
      while (next <= last && letterOf(next) === letter) next++;
      const run = Array.from({ length: next - code }, (_, at) => String.fromCodePoint(code + at));
      if (letter.length === 1 && run.length <= 4) known.set(letter, run);
      code = next;
    }
  }
  return known;
}

function letterOf(code: number): string {
  return String.fromCodePoint(code).normalize("NFKC");
}

/** Draws a line between its neighbours, and has no forms. */
const TATWEEL = "\u0640";

/** Whether a sign joins what follows it, and what stands before it. */
function joinsOf(sign: string | undefined): { next: boolean; previous: boolean } {
  const [letter = ""] = sign ?? "";
  if (letter === TATWEEL || letter === "\u200d") return { next: true, previous: true };
  const { length } = forms().get(letter) ?? [];
  return { next: length === 4, previous: length >= 2 };
}

/** Signs of a line, in the order in which they are read, each in the form that its neighbours ask for. */
export function joinedForms(signs: readonly string[]): string[] {
  return signs.map((sign, at) => {
    const [letter = "", ...marks] = sign;
    const own = forms().get(letter);
    if (!own || own.length < 2) return sign;
    const isAfter = joinsOf(signs[at - 1]).next;
    const isBefore = own.length === 4 && joinsOf(signs[at + 1]).previous;
    const form = own[(isAfter ? 1 : 0) + (isBefore ? 2 : 0)] ?? letter;
    return form + marks.join("");
  });
}
