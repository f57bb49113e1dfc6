import { assert, assertEquals } from "@std/assert";
import { readSourceTree } from "../support/source_tree.ts";

/** The files of words of a language: none can be left out. */
const filesOf = (locale: string) =>
  readSourceTree().map(({ path }) => path).filter((path) =>
    path.startsWith("lib/i18n/") && path.endsWith(`/${locale}.ts`)
  );

/** Each text in a value, and where it is. */
function* textsOf(value: unknown, at: string): Generator<[at: string, text: string]> {
  if (typeof value === "string") yield [at, value];
  else if (typeof value === "object" && value !== null) {
    for (const [key, part] of Object.entries(value)) yield* textsOf(part, `${at} ${key}`);
  }
}

/**
 * What is no sentence: addresses, times, the code of an emoji, what is typed as it stands (`has:`,
 * `:10m`, `nom:motdepasse`), and a list of signs.
 */
const NO_SENTENCE =
  /\w+:\/\/\S*|\d+:\d\d|:\{?\w+\}?:|(?<=\s):\w+|\w+(?::\w+)+|\S+;\S+|\b(?:has|is|nom|nombre|name):|@ # \/ :/g;

/** The texts of a language that break a rule. */
async function broken(locale: string, rule: (text: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  let seen = 0;
  for (const path of filesOf(locale)) {
    const words = await import(new URL(`../../${path}`, import.meta.url).href);
    for (const [at, text] of textsOf(words, path)) {
      seen++;
      const said = text.replaceAll(NO_SENTENCE, "");
      if (rule(said)) found.push(`${at}: ${text}`);
    }
  }
  assert(seen > 1_000, `only ${seen} texts`);
  return found;
}

Deno.test("i18n - French has a no-break space before : ; ? ! and within « », everywhere", async () => {
  const isWrong = (text: string) =>
    /[^\u00a0\u202f?!][:;?!]|[^\u00a0\u202f]»|«[^\u00a0\u202f]/.test(text);
  assertEquals(await broken("fr", isWrong), []);
});

Deno.test("i18n - Spanish and English have no space there, and Spanish opens what it closes", async () => {
  const spaced = (text: string) => /\s[:;?!»]|«\s/.test(text);
  assertEquals(await broken("en", spaced), []);
  const count = (text: string, sign: string) => text.split(sign).length;
  const isWrong = (text: string) =>
    spaced(text) || count(text, "?") !== count(text, "¿") || count(text, "!") !== count(text, "¡");
  assertEquals(await broken("es", isWrong), []);
});
