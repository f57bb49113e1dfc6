import { assertEquals } from "@std/assert";
import { complete, completingAt, matching } from "../../../lib/ui/composer/completion.ts";

Deno.test("completion - the word at the caret says what it may become", () => {
  assertEquals(completingAt("hi @in", 6), { what: "person", query: "in", from: 3 });
  assertEquals(completingAt("#ha", 3), { what: "room", query: "ha", from: 0 });
  assertEquals(completingAt("so :smi", 7), { what: "emoji", query: "smi", from: 3 });
  assertEquals(completingAt("/jo", 3), { what: "command", query: "jo", from: 0 });
});

Deno.test("completion - addresses, times and smileys are no words to complete", () => {
  for (const text of ["me@in", "8:30", ":)", ":s", "a /jo", "hi"]) {
    assertEquals(completingAt(text, text.length), undefined, text);
  }
});

Deno.test("completion - only what stands before the caret counts", () => {
  assertEquals(completingAt("@in and more", 3)?.query, "in");
  assertEquals(completingAt("@in and more", 7), undefined);
});

Deno.test("completion - names are found without their accents, by any of their words", () => {
  const names = ["Mei", "Ana María", "Inès", "Irène Mahé"];
  assertEquals(matching(names, "ine"), ["Inès"]);
  assertEquals(matching(names, "ma"), ["Ana María", "Irène Mahé"]);
  assertEquals(matching(names, "m"), ["Mei", "Ana María", "Irène Mahé"]);
});

Deno.test("completion - what is chosen replaces the word, and the caret stands behind it", () => {
  const completing = { what: "person" as const, query: "in", from: 3 };
  assertEquals(complete("hi @in", 6, completing, "@Inès"), { text: "hi @Inès ", caret: 9 });
  assertEquals(complete("hi @in there", 6, completing, "@Inès"), {
    text: "hi @Inès there",
    caret: 9,
  });
});
