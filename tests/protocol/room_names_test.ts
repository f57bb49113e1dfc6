import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { LIMITS } from "../../lib/protocol/limits.ts";
import {
  freeRoomName,
  isRoomName,
  roomFieldOf,
  roomNameFor,
} from "../../lib/protocol/room_names.ts";

Deno.test("room names - what is not allowed is offered in its allowed form (R1)", () => {
  const cases: Array<[typed: string, name: string | undefined]> = [
    ["Été 2026", "ete-2026"],
    ["harvest-2026", "harvest-2026"],
    ["  General  ", "general"],
    ["L’école du soir", "lecole-du-soir"],
    ["Straße & Łódź", "strasse-lodz"],
    ["Œuvres", "oeuvres"],
    ["¿Qué tal?", "que-tal"],
    ["C++ / Rust", "c-rust"],
    ["ＮＥＷＳ", "news"],
    ["..", undefined],
    ["Осень 2026", "osen-2026"],
    ["Дом", "dom"],
    ["Київ", "kiiv"],
    ["Ελλάδα", "ellada"],
    ["Щука и подъезд", "shchuka-i-podezd"],
    ["日本語", "room-2t7d"],
    ["  日本語 ", "room-2t7d"],
    ["2026年秋", "room-vmzj"],
    ["العربية", "room-gqbv"],
    ["🌳", "room-6cjw"],
    ["!!!", undefined],
    ["a".repeat(80), "a".repeat(64)],
  ];
  for (const [typed, name] of cases) assertEquals(roomNameFor(typed), name, typed);
});

Deno.test("room names - what is offered is allowed, and offered for itself (R1)", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (text) => {
    const name = roomNameFor(text);
    if (name === undefined) return;
    assert(isRoomName(name), name);
    assertEquals(roomNameFor(name), name);
  }));
});

Deno.test("room names - one that is taken has a free one beside it, no longer than a name may be", () => {
  assertEquals(freeRoomName("class-4b", []), "class-4b-2");
  assertEquals(freeRoomName("class-4b", ["class-4b", "class-4b-2", "class-4b-4"]), "class-4b-3");
  const long = "a".repeat(LIMITS.room);
  assertEquals(freeRoomName(long, [long]), `${"a".repeat(LIMITS.room - 2)}-2`);
});

Deno.test("room names - what is too long is said at the field in which it stands", () => {
  const typed = "я".repeat(LIMITS.room + 1);
  assertEquals(roomFieldOf("too-long", { typed, title: undefined }), "name");
  assertEquals(roomFieldOf("too-long", { typed: "tea", title: typed }), "title");
  assertEquals(roomFieldOf("too-long", { typed: "tea", title: undefined }), "topic");
});
