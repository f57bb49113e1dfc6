import { assertEquals } from "@std/assert";
import { readInvitationCode } from "../../lib/protocol/invitation_codes.ts";

Deno.test("invitation codes - are found in whatever people paste in their place", () => {
  const pasted = [
    ...[
      "abcd-ef0h-jkmn",
      " ABCD-EF0H-JKMN\n",
      "abcdef0hjkmn",
      "abcd ef0h jkmn",
      "abcd – ef0h – jkmn",
    ],
    ...["“abcd-ef0h-jkmn”", "'abcd-ef0h-jkmn'.", "<abcd-ef0h-jkmn>", "Code: abcd-ef0h-jkmn"],
    ...["https://chat.example.org/join/abcd-ef0h-jkmn", "chat.example.org/join/abcd-ef0h-jkmn"],
    ...[
      "join/abcd-ef0h-jkmn",
      "/join/ABCD-EF0H-JKMN/",
      "http://[::1]:8000/join/abcdef0hjkmn?x=1#y",
    ],
    ...["“https://chat.example.org/join/abcd-ef0h-jkmn”", "join/abcd%20ef0h%20jkmn"],
    "https://chat.example.org/?way=register&invite=abcd-ef0h-jkmn",
    "Join us on https://chat.example.org/join/abcd-ef0h-jkmn, it is good for 7 days!",
    "ａｂｃｄ－ｅｆ０ｈ－ｊｋｍｎ",
  ];
  for (const text of pasted) assertEquals(readInvitationCode(text), "abcd-ef0h-jkmn", text);
});

Deno.test("invitation codes - what holds none is left as it is, and no link is taken for one", () => {
  assertEquals(readInvitationCode(" Nope "), "nope");
  assertEquals(readInvitationCode(""), "");
  assertEquals(readInvitationCode("https://chat.example.org/join/abcd"), "abcd");
  assertEquals(readInvitationCode("x".repeat(900)).length, 32);
});
