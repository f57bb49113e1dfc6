import { assertEquals } from "@std/assert";
import { messageKeys } from "../../../../islands/room/acts/message_key_list.ts";
import type { ChatWindow } from "../../../../islands/room/window/chat_window.ts";
import { CATALOGS } from "../../../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../../../lib/i18n/translator.ts";
import type { Role } from "../../../../lib/protocol/events.ts";

/** The letters that the list of shortcuts names to somebody of this role. */
function lettersOf(role: Role): string {
  const words = translatorOf("en", CATALOGS.en);
  const window = { words, model: { me: { value: { role } } } } as unknown as ChatWindow;
  return messageKeys(window).map(({ key }) => key).filter((key) => /^[A-Z]$/.test(key)).join("");
}

Deno.test("acts - the list of shortcuts names those that the reader may use, and no others", () => {
  const guest = lettersOf("guest");
  assertEquals([guest.includes("P"), guest.includes("M"), guest.includes("R")], [
    false,
    false,
    true,
  ]);
  const member = lettersOf("member");
  assertEquals([member.includes("P"), member.includes("M")], [true, false]);
  assertEquals(lettersOf("moderator").includes("M"), true);
});
