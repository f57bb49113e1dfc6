import { assertEquals } from "@std/assert";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import { placesOf } from "../../lib/ui/search/facets.ts";

const room = (n: number): ConversationSummary => ({
  id: `room-${n}`,
  kind: "room",
  name: `room-${n}`,
  lastAt: n,
  head: 0,
  read: 0,
  unread: 0,
  mentions: 0,
});

Deno.test("search places - those with hits come first, then the last used; of many, a few", () => {
  const rooms = Array.from({ length: 40 }, (_, n) => room(n));
  const event = { kind: "message" as const, id: "m", text: "pump", seq: 1, at: 1, by: "ana" };
  const { listed, more } = placesOf([{ conversation: "room-3", event }], rooms);
  assertEquals(listed.slice(0, 3).map(({ id }) => id), ["room-3", "room-39", "room-38"]);
  assertEquals([listed.length, more], [8, true]);
  assertEquals(placesOf([], rooms.slice(0, 2)).more, false);
});
