import { assertEquals } from "@std/assert";
import { caretAfter, joinTexts } from "../../lib/client/joined_text.ts";

Deno.test("joined text - of two who wrote at once no letter is lost", () => {
  const cases: [base: string, ours: string, theirs: string, both: string][] = [
    ["tea", "tea at four", "tea", "tea at four"],
    ["tea", "tea", "tea at four", "tea at four"],
    ["tea", "no tea", "tea today", "no tea today"],
    ["tea", "tea today", "no tea", "no tea today"],
    ["tea", "tea X", "tea Y", "tea Y X"],
    ["tea", "tea to", "tea today", "tea today"], // one of them had heard of the other
    ["tea", "tea today", "tea to", "tea today"],
    ["", "ours", "theirs", "theirsours"],
    ["at four", "at five", "at four o’clock", "at five o’clock"],
    ["at four", "at five", "at six", "at sixfive"],
    ["the big pot", "the pot", "the big red pot", "the red pot"],
    ["👍", "👍🏽", "👍 yes", "👍 yes🏽"],
    ["👩", "👩a", "b👩", "b👩a"],
  ];
  for (const [base, ours, theirs, both] of cases) {
    const joined = joinTexts(base, ours, theirs);
    assertEquals(joined.isWellFormed(), true, joined);
    assertEquals(joined, both, `${base}: ${ours} | ${theirs}`);
  }
});

Deno.test("joined text - the caret stays where one writes", () => {
  assertEquals(caretAfter("tea", "tea today", 3), 9);
  assertEquals(caretAfter("tea", "tea today", 1), 1);
  assertEquals(caretAfter("tea", "no tea", 3), 6);
  assertEquals(caretAfter("tea", "no tea", 1), 4);
  assertEquals(caretAfter("one two", "one big two three", 5), 17);
});
