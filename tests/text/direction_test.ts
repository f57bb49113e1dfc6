import { assertEquals } from "@std/assert";
import { directionOf } from "../../lib/text/direction.ts";

const CASES = [
  ["hello", "ltr"],
  ["שלום", "rtl"],
  ["Palabre היא תוכנה נהדרת", "rtl"],
  ["GitHub و Deno أدوات جيدة", "rtl"],
  ["The word שלום means peace", "ltr"],
  ["שלום means peace", "ltr"],
  ["12:30 שלום", "rtl"],
  ["שָׁלוֹם", "rtl"],
  ["12 + 30", undefined],
  ["", undefined],
] as const;

for (const [text, direction] of CASES) {
  Deno.test(`direction - of ${JSON.stringify(text)}`, () => {
    assertEquals(directionOf(text), direction);
  });
}
