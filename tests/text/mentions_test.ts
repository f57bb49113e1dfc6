import { assert, assertEquals } from "@std/assert";
import { mentionedNames, readText } from "../../lib/text/markup.ts";
import { mentionCandidates, nameMatcher } from "../../lib/text/mentions.ts";
import { MENTION_CASES, PEOPLE } from "../support/mention_cases.ts";

for (const [text, mentioned] of MENTION_CASES) {
  Deno.test(`mentions (E2) - in ${JSON.stringify(text)}`, () => {
    assertEquals(mentionedNames(text, nameMatcher(PEOPLE)), mentioned);
  });
}

Deno.test("mentions - the table has sixty cases", () => assert(MENTION_CASES.length >= 60));

Deno.test("mentions - twenty @ of a message are looked at, and few names behind each", () => {
  const names = Array.from({ length: 21 }, (_, n) => `p${n}x`);
  const text = names.map((name) => `@${name}.`).join(" ");
  assertEquals(mentionedNames(text, nameMatcher(names)), names.slice(0, 20));
  const asked = new Set<string>();
  readText(`@${"田".repeat(40)} `.repeat(100), (name) => {
    asked.add(name);
    return false;
  });
  assertEquals(asked.size, 12);
});

Deno.test("mentions - a name has at most as many code points as names may have", () => {
  const longest = `@${"😀 ".repeat(40)}`;
  for (const name of mentionCandidates(longest, 0)) assert([...name].length <= 32);
});
