import { assertEquals } from "@std/assert";
import { CATALOGS } from "../../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../../lib/i18n/translator.ts";
import { roomNumbers } from "../../../lib/protocol/room_preview.ts";
import { numbersInWords } from "../../../lib/ui/room/room_numbers.ts";

Deno.test("room numbers - who is away is a member, and not here", () => {
  const counts = { online: 3, away: 25, offline: 211 };
  assertEquals(roomNumbers(counts), { members: 239, guests: 0, here: 3 });
  const words = translatorOf("en", CATALOGS.en);
  assertEquals(numbersInWords(words, roomNumbers(counts)), "3 here, 239 members");
  const inWords = (guests: number) => numbersInWords(words, roomNumbers({ ...counts, guests }));
  assertEquals(inWords(1), "3 here, 238 members, 1 guest");
  assertEquals(inWords(4), "3 here, 235 members, 4 guests");
  const group = numbersInWords(words, roomNumbers({ ...counts, guests: 4 }), "group.people");
  assertEquals(group, "3 here, 239 people");
});
