import { assertEquals } from "@std/assert";
import {
  QUICK_REACTIONS,
  quickReactions,
  withUse,
} from "../../../../islands/room/reactions/quick_reactions.ts";

type Uses = Parameters<typeof quickReactions>[0];

Deno.test("quick reactions - begin with six that most use, and then one's own come first (M4)", () => {
  assertEquals(quickReactions([]), ["👍", "❤️", "😄", "🎉", "👀", "🙏"]);
  const uses = ["🌳", "🌳", "🙏", "🌧️"].reduce(withUse, [] as Uses);
  assertEquals(quickReactions(uses), ["🌳", "🌧️", "🙏", "👍", "❤️", "😄"]);
  const many = [..."🌱🌲🌳🌴🌵🌷🌸🌹"].reduce(withUse, [] as Uses);
  assertEquals(quickReactions(many).length, QUICK_REACTIONS);
});

Deno.test("quick reactions - what one liked long ago makes room", () => {
  let uses: Uses = [];
  for (let n = 0; n < 1_000; n++) uses = withUse(uses, "🌳");
  for (let n = 0; n < 70; n++) uses = withUse(uses, "🎉");
  assertEquals(quickReactions(uses)[0], "🎉");
  for (let n = 0; n < 100; n++) uses = withUse(uses, String.fromCodePoint(0x1f330 + n));
  assertEquals(uses.length <= 40, true);
});
