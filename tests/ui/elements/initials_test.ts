import { assertEquals } from "@std/assert";
import { initials } from "../../../lib/ui/elements/initials.ts";

Deno.test("initials - a number at the end tells people apart", () => {
  const pupils = ["Pupil 1", "Pupil 10", "Pupil 11", "Pupil 104"].map(initials);
  assertEquals(pupils, ["P1", "P10", "P11", "P04"]);
});

Deno.test("initials - the first letters of the first and the last word", () => {
  const cases = [["Awa", "A"], ["Ana María Ruiz", "AR"], ["ève-marie", "ÈM"], ["👩‍🌾 farm", "👩‍🌾F"], [
    "",
    "?",
  ]];
  for (const [name = "", expected] of cases) assertEquals(initials(name), expected);
});
