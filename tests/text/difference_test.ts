import { assert, assertEquals } from "@std/assert";
import { difference } from "../../lib/text/difference.ts";
import { SeededRandom } from "../support/seeded_random.ts";

/** As one line: `[-gone-]` and `{+added+}`. */
function shown(before: string, after: string): string {
  return difference(before, after).map(({ is, text }) =>
    is === "same" ? text : is === "gone" ? `[-${text}-]` : `{+${text}+}`
  ).join("");
}

Deno.test("difference - what went and what came stand where they do, by words (M1)", () => {
  assertEquals(shown("the frist words", "the first words"), "the [-frist-]{+first+} words");
  assertEquals(
    shown("I bring the press and the pot.", "I bring the press, the pot and bread."),
    "I bring the press[- and-]{+,+} the pot{+ and bread+}.",
  );
  assertEquals(shown("same", "same"), "same");
  assertEquals(shown("", "new"), "{+new+}");
  assertEquals(shown("old", ""), "[-old-]");
  assertEquals(shown("été", "étés"), "[-été-]{+étés+}");
});

Deno.test("difference - its pieces always make both texts again", () => {
  const random = new SeededRandom(7);
  const text = () =>
    Array.from(
      { length: random.below(12) },
      () => ["a", "b", " ", "\n", "é", "。"][random.below(6)],
    )
      .join("");
  for (let round = 0; round < 500; round++) {
    const [before, after] = [text(), text()];
    const pieces = difference(before, after);
    const without = (is: string) => pieces.filter((one) => one.is !== is).map((one) => one.text);
    assertEquals(without("added").join(""), before);
    assertEquals(without("gone").join(""), after);
  }
});

Deno.test("difference - two texts of 4,000 characters that differ in everything take no time", () => {
  const began = performance.now();
  difference("a b ".repeat(1_000), "c.d,".repeat(1_000));
  assert(performance.now() - began < 2_000, "as a whole, or within moments");
});
