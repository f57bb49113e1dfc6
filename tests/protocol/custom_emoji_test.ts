import { assertEquals } from "@std/assert";
import { plainText } from "../../lib/text/plain.ts";
import { emojiTag, isEmojiName, writtenEmojiName } from "../../lib/protocol/custom_emoji.ts";

Deno.test("emoji - a name is of 2 to 32 small letters, digits, - and _", () => {
  for (const good of ["ab", "harvest-2026", "a_b", "x".repeat(32)]) {
    assertEquals(isEmojiName(good), true, good);
  }
  for (
    const bad of ["", "a", "Ab", "é2", "a b", "a:b", "x".repeat(33), "_x_", "-x", "x_", "a-_-b"]
  ) {
    assertEquals(isEmojiName(bad), false, bad);
  }
});

Deno.test("emoji - a name reads as it is written where nothing is drawn", () => {
  for (const name of ["a_b_c", "a__b__c", "a--b-c", "0_0"]) {
    assertEquals(isEmojiName(name), true, name);
    assertEquals(plainText(`So :${name}: and **:${name}:**`), `So :${name}: and :${name}:`);
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
