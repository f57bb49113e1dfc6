import { assertEquals } from "@std/assert";
import type { TimelineItem } from "../../../lib/client/model.ts";
import { type Reader, receiptsAt } from "../../../lib/ui/timeline/receipts.ts";

const message = (seq: number, by: string): TimelineItem => ({
  is: "message",
  key: `at-${seq}`,
  own: by === "me",
  event: { kind: "message", seq, at: seq, by, id: `${seq}`, text: "x" },
  author: { name: by, role: "member" },
});
const reader = (id: string, seq: number, at = seq): Reader => ({
  id,
  name: id,
  role: "member",
  seq,
  at,
});
const places = (readers: Reader[], hasNewer = false) =>
  [...receiptsAt([message(3, "me"), message(5, "ben"), message(8, "me")], readers, hasNewer)]
    .map(([key, there]) => [key, there.map(({ id }) => id).join()]);

Deno.test("receipts - a face stands at the last message that its person read (M15)", () => {
  assertEquals(places([reader("ana", 5), reader("zoe", 7)]), [["at-5", "ana,zoe"]]);
  assertEquals(places([reader("ana", 9), reader("zoe", 4)]), [["at-8", "ana"], ["at-3", "zoe"]]);
});

Deno.test("receipts - nobody is shown at what they wrote, which says so itself (M15)", () => {
  assertEquals(places([reader("ben", 5)]), []);
  assertEquals(places([reader("ben", 3)]), [], "who wrote has read what was before");
  assertEquals(places([reader("ben", 8)]), [["at-8", "ben"]]);
});

Deno.test("receipts - nobody has read up to what a moderator moved here of theirs (M14, M15)", () => {
  const moved = message(5, "ben");
  if (moved.is === "message") moved.event.movedHere = { by: "mod", at: 1 };
  const there = receiptsAt([message(3, "me"), moved, message(8, "me")], [reader("ben", 3)], false);
  assertEquals([...there.keys()], ["at-3"]);
});

Deno.test("receipts - where the place of a face is not loaded, it is shown nowhere (M15)", () => {
  assertEquals(places([reader("ana", 2)]), []);
  assertEquals(places([reader("ana", 12)]), [["at-8", "ana"]]);
  assertEquals(places([reader("ana", 12)], true), [], "more follows, which is not here");
  assertEquals(places([reader("ana", 8)], true), [["at-8", "ana"]]);
});

Deno.test("receipts - faces stand in the order in which their people read (M15)", () => {
  assertEquals(places([reader("ana", 8, 30), reader("zoe", 8, 20)]), [["at-8", "zoe,ana"]]);
});
