import { assert, assertEquals } from "@std/assert";
import { HUES, initials, nameHue } from "../../lib/ui/hue.ts";

Deno.test("hue - a name has one colour, whatever its case and composition", () => {
  assertEquals(nameHue("Inès"), nameHue("INÈS"));
  assertEquals(nameHue("Inès"), nameHue("Ine\u0300s"));
});

Deno.test("hue - names spread over all colours", () => {
  const used = new Set(Array.from({ length: 500 }, (_, i) => nameHue(`person ${i}`)));
  assertEquals(used.size, HUES);
});

Deno.test("hue - the style sheet has every colour that a name can have", () => {
  const css = Deno.readTextFileSync(new URL("../../static/styles/hues.css", import.meta.url));
  for (let hue = 0; hue < HUES; hue++) assert(css.includes(`[data-hue="${hue}"]`), `${hue}`);
});

Deno.test("initials - the first letters of the first and the last word", () => {
  const cases = [["Awa", "A"], ["Ana María Ruiz", "AR"], ["ève-marie", "ÈM"], ["👩‍🌾 farm", "👩‍🌾F"], [
    "",
    "?",
  ]];
  for (const [name = "", expected] of cases) assertEquals(initials(name), expected);
});
