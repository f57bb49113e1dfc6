import { assertEquals } from "@std/assert";
import { CATALOGS } from "../../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../../lib/i18n/translator.ts";
import { roomNumbers } from "../../../lib/protocol/room_preview.ts";
import { numbersInWords } from "../../../lib/ui/room/room_numbers.ts";

Deno.test("room numbers - who is away is a member, and not here", () => {
  const counts = { online: 3, away: 25, offline: 211 };
  assertEquals(roomNumbers(counts), { members: 239, guests: 0, here: 3 });
  const words = translatorOf("en", CATALOGS.en);
  assertEquals(numbersInWords(words, roomNumbers(counts)), "239 members, 3 here");
  const inWords = (guests: number) => numbersInWords(words, roomNumbers({ ...counts, guests }));
  assertEquals(inWords(1), "238 members, 1 guest, 3 here");
  assertEquals(inWords(4), "235 members, 4 guests, 3 here");
  const group = numbersInWords(words, roomNumbers({ ...counts, guests: 4 }), "group.people");
  assertEquals(group, "239 people, 3 here");
});
