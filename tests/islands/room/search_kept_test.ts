import { assertEquals } from "@std/assert";
import { findIn } from "../../../islands/room/offline/search_kept.ts";
import type { KeptPage } from "../../../lib/client/kept_page.ts";
import type { MessageEvent } from "../../../lib/protocol/events.ts";

const DAY_MS = 86_400_000;
const message = (seq: number, text: string, more: Partial<MessageEvent> = {}): MessageEvent => ({
  kind: "message",
  seq,
  at: seq * DAY_MS,
  by: "u-awa",
  id: `id-${seq}`,
  text,
  ...more,
});
const page = (conversation: string, events: MessageEvent[]): KeptPage => ({
  kept: true,
  conversation,
  events,
  from: 1,
  to: events.length,
  users: { "u-awa": { name: "Awa", role: "member" }, "u-noor": { name: "Noor", role: "member" } },
  own: { 2: { bookmark: { at: 1 } } },
});
const PAGES = [
  page("general", [
    message(1, "The pump stopped"),
    message(2, "pumps, all of them", { by: "u-noor" }),
    message(3, "gone", { deletedAt: 5, text: "" }),
    message(4, "a pump that vanishes", { vanishMs: 1 }),
  ]),
  page("r-1", [message(5, "see https://pump.example about the PUMP")]),
];
const NAMES: Record<string, string> = { general: "general", "r-1": "orchard" };

const find = (query: string, limit = 10) =>
  findIn(PAGES, {
    query,
    limit,
    now: 10 * DAY_MS,
    timeZone: "UTC",
    nameOf: (id: string) => NAMES[id],
  }).hits.map(({ conversation, event }) => `${conversation} ${event.seq}`);

Deno.test("search of what is kept - words and their beginnings, the newest first (N4, S1)", () => {
  assertEquals(find("pump"), ["r-1 5", "general 2", "general 1"]);
  assertEquals(find("pump", 1), ["r-1 5"]);
  assertEquals(find("-stopped pump"), ["r-1 5", "general 2"]);
  assertEquals(find('"all of"'), ["general 2"]);
  assertEquals(find("tractor"), []);
  assertEquals(find("   "), []);
});

Deno.test("search of what is kept - who, where, when and what it has", () => {
  assertEquals(find("from:noor pump"), ["general 2"]);
  assertEquals(find("pump in:orchard"), ["r-1 5"]);
  assertEquals(find("pump has:link"), ["r-1 5"]);
  assertEquals(find("pump before:1970-01-03"), ["general 1"]);
  assertEquals(find("is:bookmarked in:general pump"), ["general 2"]);
});

Deno.test("search of what is kept - nothing that is gone or has vanished is found (M3, M11)", () => {
  assertEquals(find("vanishes"), []);
  assertEquals(find("gone"), []);
});
