import { assertEquals } from "@std/assert";
import { filled, ircWords } from "../../lib/i18n/irc.ts";
import { LOCALES } from "../../lib/i18n/locale.ts";

/** Every text of a language, with where it stands. */
function texts(words: object, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value]] : texts(value, `${path}${key}.`)
  );
}

const valuesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

Deno.test("irc words - each language says the same, with the same values, on one line", () => {
  const english = texts(ircWords("en"));
  for (const locale of LOCALES) {
    const own = new Map(texts(ircWords(locale)));
    assertEquals([...own.keys()], english.map(([key]) => key));
    for (const [key, text] of english) {
      const said = own.get(key) ?? "";
      assertEquals(valuesIn(said), valuesIn(text), `${locale} ${key}`);
      assertEquals(said === "" || /[\r\n]/.test(said), false, `${locale} ${key}`);
    }
  }
  assertEquals(
    filled("{name} and {text} {other}", { name: "{text}", text: "x" }),
    "{text} and x {other}",
  );
});
