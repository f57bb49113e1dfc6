import fc from "fast-check";
import { assert, assertEquals } from "@std/assert";
import {
  channelOf,
  isChannel,
  nameOfNick,
  nickKey,
  nickOfName,
  roomOfChannel,
} from "../../lib/irc/text/names.ts";
import { cleanName, nameProblem } from "../../lib/protocol/names.ts";

const NICKS = [
  ["ada", "ada"],
  ["Zoé", "Zoé"],
  ["Moussa Diop", "Moussa_Diop"],
  ["Ana María López", "Ana_María_López"],
  ["ada_", "ada_"],
  ["_ada", "_ada"],
  ["a_b", String.raw`a\5f\b`],
  ["a__b", "a__b"],
  ["a _b", String.raw`a\20\\5f\b`],
  ["Mr. X", String.raw`Mr\2e\_X`],
  ["O’Neil", "O’Neil"],
  ["O'Neil", "O'Neil"],
  ["+1", String.raw`\2b\1`],
  ["a\\b", String.raw`a\5c\b`],
  ["李小龍", "李小龍"],
  ["🌻", "🌻"],
  ["", "*"],
] as const;

Deno.test("irc - names that IRC cannot carry are mapped, and mapped back", () => {
  for (const [name, nick] of NICKS) {
    assertEquals(nickOfName(name), nick, name);
    if (name !== "") assertEquals(nameOfNick(nick), name, nick);
  }
});

Deno.test("irc - every name that somebody may have has a nick of its own", () => {
  const piece = fc.constantFrom(
    ...["a", "B", "é", "_", " ", ".", "!", ",", "*", "?", "\\", "2e", "5f\\", "'", "~", "&", "%"],
    ...["+", "$", "-", "0", "{", "}", "李", "🌻", "\\20\\", "\\110000\\", "\\d800\\"],
  );
  const name = fc.array(piece, { minLength: 1, maxLength: 12 }).map((parts) =>
    cleanName(parts.join(""))
  ).filter((name) => nameProblem(name) === undefined || /^[\p{L}\p{N}]/u.test(name));
  fc.assert(
    fc.property(name, (name) => {
      const nick = nickOfName(name);
      assertEquals(nameOfNick(nick), name);
      assert(!/[\s!@,*?.#:/\0]/u.test(nick) && !/^[~&%+$:]/.test(nick), nick);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("irc - any text is some name, and nicks in other cases are the same", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (nick) => void nameOfNick(nick)));
  assertEquals(nickKey("MOUSSA_diop"), nickKey("Moussa_Diop"));
  assert(nickKey("Zoe") !== nickKey("Zoé"));
});

Deno.test("irc - rooms are channels, groups too, and conversations of two are not", () => {
  assertEquals(channelOf({ id: "general", kind: "room", name: "general" }), "#general");
  assertEquals(channelOf({ id: "group:7f3k", kind: "direct" }), "&7f3k");
  assertEquals(channelOf({ id: "direct:a:b", kind: "direct" }), undefined);
  assertEquals(["#a", "&a", "a", ""].map(isChannel), [true, true, false, false]);
  assertEquals(roomOfChannel("#Garden-2"), "garden-2");
  for (const none of ["&a", "#", "#é", "#a,b", "##a"]) assertEquals(roomOfChannel(none), undefined);
});
