import { assertEquals } from "@std/assert";
import { KeywordMatcher, readKeywords } from "../../lib/protocol/keywords.ts";
import { MAX_KEYWORDS } from "../../lib/protocol/limits.ts";

function hits(text: string, ...keywords: string[]): string[] {
  const matcher = new KeywordMatcher<string>();
  for (const one of keywords) matcher.add(one, one);
  return [...matcher.find(text)];
}

Deno.test("keywords - a keyword is found as a word, in any case, with or without accents (M7)", () => {
  for (
    const [text, keyword, found] of [
      ["The press is hot", "press", true],
      ["PRESS!", "press", true],
      ["expresso", "press", false],
      ["pressing", "press", false],
      ["olive-press, twice", "press", true],
      ["une réunion à Zoé", "reunion", true],
      ["une reunion", "réunion", true],
      ["the  olive\npress", "olive press", true],
      ["olives press", "olive press", false],
      ["今日は天気がいい", "天気", true],
      ["C++ or C#", "c++", true],
      ["𝒫𝓇𝑒𝓈𝓈", "press", true],
      ["", "press", false],
    ] as const
  ) {
    assertEquals(hits(text, keyword), found ? [keyword] : [], `“${keyword}” in “${text}”`);
  }
});

Deno.test("keywords - many people's are found in one walk, and no longer once removed", () => {
  const matcher = new KeywordMatcher<string>();
  matcher.add("press", "ana");
  matcher.add("Press", "ben");
  matcher.add("olives", "ana");
  assertEquals([...matcher.find("olives in the press")].sort(), ["ana", "ben"]);
  matcher.remove("press", "ana");
  assertEquals([...matcher.find("the press")], ["ben"]);
  matcher.remove("press", "ben");
  matcher.remove("olives", "ana");
  assertEquals(matcher.isEmpty, true);
});

Deno.test("keywords - a hostile text takes linear time", () => {
  const matcher = new KeywordMatcher<number>();
  for (let n = 0; n < 5_000; n++) matcher.add(`word ${n}`, n);
  const text = "wo".repeat(2_000);
  matcher.find(text);
  const began = performance.now();
  for (let n = 0; n < 10; n++) matcher.find(text);
  const tookMs = (performance.now() - began) / 10;
  assertEquals(tookMs < 100, true, `${tookMs} ms`);
});

Deno.test("keywords - what is typed is trimmed and kept once; too many, too short, too long are not", () => {
  assertEquals(readKeywords([" olive   press ", "Olives", "olives", ""]), [
    "olive press",
    "Olives",
  ]);
  assertEquals(readKeywords(["é"]), undefined);
  assertEquals(readKeywords(["x".repeat(40)])?.length, 1);
  assertEquals(readKeywords(["x".repeat(41)]), undefined);
  const many = Array.from({ length: MAX_KEYWORDS + 1 }, (_, n) => `word ${n}`);
  assertEquals(readKeywords(many.slice(1))?.length, MAX_KEYWORDS);
  assertEquals(readKeywords(many), undefined);
});
