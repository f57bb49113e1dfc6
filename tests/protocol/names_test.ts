import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ChatError } from "../../lib/protocol/errors.ts";
import { codePoints, LIMITS } from "../../lib/protocol/limits.ts";
import { cleanName, nameKey, nameProblem, readName } from "../../lib/protocol/names.ts";

Deno.test("names - white space is trimmed and collapsed, letters are composed", () => {
  assertEquals(readName("  Ana \t\n Belén\u00A0 "), "Ana Belén");
  assertEquals(readName("Zoe\u0308"), "Zoë");
});

Deno.test("names - letters of every script, digits, signs and emoji are welcome", () => {
  for (const name of ["zed", "Ωμέγα", "李小龍", "محمد", "O’Neill", "a-b_c.d", "Cat ❤️", "3"]) {
    assertEquals(nameProblem(name), undefined, name);
  }
});

const refused: Array<[name: string, refusal: string]> = [
  ["", "name-empty"],
  [" \t\u3000", "name-empty"],
  ["x".repeat(33), "name-too-long"],
  ["\uFDFA".repeat(2), "name-too-long"],
  ["a\u0000b", "name-characters"],
  ["a\u200Bb", "name-characters"],
  ["\u200B\u200C\u200D\u2060\uFEFF", "name-characters"],
  ["\u202Eevil", "name-characters"],
  ["\u3164", "name-characters"],
  ["\u2800", "name-characters"],
  ["\u0301", "name-characters"],
  ["\uD800", "name-characters"],
  ["a@b", "name-characters"],
  ["#general", "name-characters"],
  ["a/b", "name-characters"],
  ["a:b", "name-characters"],
  ["a＠b", "name-characters"],
  [".", "name-characters"],
  ["..", "name-characters"],
  ["…!?", "name-characters"],
  ["Admin", "name-reserved"],
  ["NickServ", "name-reserved"],
  ["admi\u0307n", "name-reserved"],
  ["ＳＹＳＴＥＭ", "name-reserved"],
  [" palabre ", "name-reserved"],
];
for (const [name, refusal] of refused) {
  Deno.test(`names - ${JSON.stringify(name)} is refused as ${refusal}`, () => {
    assertEquals(nameProblem("Ana"), undefined);
    assertEquals(nameProblem(name), refusal);
    assertEquals(assertThrows(() => readName(name), ChatError).refusal, refusal);
  });
}

Deno.test("names - a letter bears the signs of its script, and no tower of them", () => {
  for (const name of ["Việt", "שְׁלֹ֑ה", "བསྒྲུབས", "กี่", "မြွှော်", "Zoe\u0308\u0301"]) {
    assertEquals(nameProblem(name), undefined, name);
  }
  assertEquals(nameProblem(`a${"\u0301\u0316".repeat(2)}`), undefined);
  for (const name of [`a${"\u0301\u0316".repeat(3)}`, `é${"\u20DD".repeat(4)}`]) {
    assertEquals(nameProblem(name), "name-characters", name);
  }
});

Deno.test("names - a word is of one script, or of those that are written together", () => {
  for (
    const name of [
      ...[
        "Иван Smith",
        "Ana-Мария",
        "田中さくらK",
        "김Kim",
        "ペンネーム",
        "李明3",
        "Αθηνά",
        "Ω",
        "ᚱᚢᚾᚨ",
      ],
      ...["Анна2", "O’Нил", "Łukasz", "Nguyễn", "שרה", "ᏣᎳᎩ", "Zoë 🌳"],
    ]
  ) assertEquals(nameProblem(name), undefined, name);
  // A Cyrillic а, a Greek omicron, an Armenian ո, a Cherokee Ꭺ, and letters that only mix.
  for (const name of ["pаul", "Leο", "ոora", "Ꭺna", "Ωmega", "яndrex", "Max كريم李a"]) {
    assertEquals(nameProblem(name), "name-scripts", name);
  }
});

Deno.test("names - joiners are right where a script needs them, and nowhere else", () => {
  // Persian, Sinhala, Malayalam, Hindi, Bengali.
  const right = ["علی\u200Cرضا", "ශ්\u200Dරී", "നന്\u200Dദു", "क्\u200Cष", "র\u200D্যাচেল"];
  for (const name of right) {
    assertEquals(nameProblem(name), undefined, name);
    assertEquals(readName(name), name.normalize("NFC"), "it is kept as it is written");
    assertEquals(
      nameKey(name),
      nameKey(name.replace(/[\u200C\u200D]/g, "")),
      "and is no other name",
    );
  }
  for (
    const name of ["an\u200Cna", "an\u200Dna", "\u200Cعلی", "علی\u200C", "ක\u200Dර", "علی\u200Dرضا"]
  ) {
    assertEquals(nameProblem(name), "name-characters", name);
  }
});

Deno.test("names - a second dot on an i or a j is not seen, and not kept", () => {
  assertEquals(readName("i\u0307lay"), "ilay");
  assertEquals(nameKey("İlay"), nameKey("ilay"));
  assertEquals(nameKey("і\u0307ван"), nameKey("іван"));
  assertEquals(readName("İlay"), "İlay");
  assertEquals(readName("ż"), "ż");
  assertEquals(nameKey("ılgaz"), nameKey("Ilgaz"), "in capitals they are one name");
});

Deno.test("names - 32 characters beyond the first plane fit", () => {
  assertEquals(nameProblem("😀".repeat(32)), undefined);
  assertEquals(nameProblem("😀".repeat(33)), "name-too-long");
});

Deno.test("names - the key ignores case, width, composition and the form of sigma", () => {
  assertEquals(nameKey("ＺＥＤ"), nameKey("zed"));
  assertEquals(nameKey("Straße"), nameKey("STRASSE"));
  assertEquals(nameKey("ΣΑΣ"), nameKey("σασ"));
  assertEquals(nameKey("Zoe\u0308"), nameKey("ZOË"));
  assert(nameKey("zed") !== nameKey("zoe"));
});

Deno.test("names - of any text: cleaning and keys are stable, keys ignore case", () => {
  const text = fc.string({ unit: "binary", maxLength: 40 });
  fc.assert(fc.property(text, (any) => {
    assertEquals(cleanName(cleanName(any)), cleanName(any));
    if (nameProblem(any)) return;
    const name = readName(any);
    assertEquals(nameKey(nameKey(name)), nameKey(name));
    assertEquals(nameProblem(name), undefined);
    assert(codePoints(name) <= LIMITS.name);
  }));
});
