import { assertEquals } from "@std/assert";
import { readEmoji } from "../../lib/protocol/emoji.ts";
import { foldReaction, MAX_NAMED_REACTORS, type Reactions } from "../../lib/protocol/reactions.ts";

function folded(...changes: [by: string, emoji: string, on: boolean][]): Reactions {
  return changes.reduce(
    (reactions, [by, emoji, on]) => foldReaction(reactions, { by, emoji, on }),
    {} as Reactions,
  );
}

Deno.test("reactions - are counted by kind, in the order of their first use (M4)", () => {
  const reactions = folded(["ana", "🌳", true], ["ben", "🎉", true], ["cy", "🌳", true]);
  assertEquals(reactions, {
    "🌳": { count: 2, by: ["ana", "cy"] },
    "🎉": { count: 1, by: ["ben"] },
  });
  assertEquals(Object.keys(reactions), ["🌳", "🎉"]);
});

Deno.test("reactions - what the last person takes back is gone (M4)", () => {
  assertEquals(folded(["ana", "🌳", true], ["ben", "🌳", true], ["ana", "🌳", false]), {
    "🌳": { count: 1, by: ["ben"] },
  });
  assertEquals(folded(["ana", "🌳", true], ["ana", "🌳", false]), {});
});

Deno.test("reactions - twelve people are named, all are counted (M4)", () => {
  const people = Array.from({ length: 15 }, (_, n) => `p${n}`);
  const all = folded(...people.map((by) => [by, "🌳", true] as [string, string, boolean]));
  assertEquals(all["🌳"], { count: 15, by: people.slice(0, MAX_NAMED_REACTORS) });
  const unnamed = foldReaction(all, { by: "p14", emoji: "🌳", on: false });
  assertEquals(unnamed["🌳"], { count: 14, by: people.slice(0, MAX_NAMED_REACTORS) });
  const named = foldReaction(unnamed, { by: "p0", emoji: "🌳", on: false });
  assertEquals(named["🌳"]?.by, people.slice(1, MAX_NAMED_REACTORS));
  const next = foldReaction(named, { by: "new", emoji: "🌳", on: true });
  assertEquals(next["🌳"], { count: 14, by: [...people.slice(1, MAX_NAMED_REACTORS), "new"] });
});

Deno.test("reactions - an emoji is one picture, in one form (M4)", () => {
  for (const emoji of ["🌳", "❤️", "👩🏽‍🌾", "🇸🇳", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]) assertEquals(readEmoji(emoji), emoji);
  assertEquals(readEmoji("❤"), "❤️");
  assertEquals(readEmoji("👍\uFE0F"), "👍");
  for (
    const other of ["", "a", "1", "🌳🌳", "🌳 ", ":tree:", "\uFE0F", "🌳\u200D", "x".repeat(99)]
  ) {
    assertEquals(readEmoji(other), undefined, other);
  }
});
