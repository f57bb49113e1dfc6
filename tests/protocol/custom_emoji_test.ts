import { assertEquals } from "@std/assert";
import { emojiTag, isEmojiName, writtenEmojiName } from "../../lib/protocol/custom_emoji.ts";

Deno.test("emoji - a name is of 2 to 32 small letters, digits, - and _", () => {
  for (const good of ["ab", "harvest-2026", "a_b", "x".repeat(32)]) {
    assertEquals(isEmojiName(good), true, good);
  }
  for (const bad of ["", "a", "Ab", "é2", "a b", "a:b", "x".repeat(33)]) {
    assertEquals(isEmojiName(bad), false, bad);
  }
});

Deno.test("emoji - is written between colons, and nothing that objects have is one", () => {
  assertEquals(writtenEmojiName(":harvest:"), "harvest");
  for (const none of ["harvest", ":harvest", ":harvest: ", "🌾", "::", ":a:"]) {
    assertEquals(writtenEmojiName(none), undefined, none);
  }
  const custom = { harvest: "tag" };
  assertEquals(emojiTag(custom, ":harvest:"), "tag");
  assertEquals(emojiTag(custom, ":constructor:"), undefined);
  assertEquals(emojiTag(undefined, ":harvest:"), undefined);
});
