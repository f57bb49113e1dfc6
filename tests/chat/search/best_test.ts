import { assertEquals } from "@std/assert";
import type { MessageEvent } from "../../../lib/protocol/events.ts";
import { bestFirst } from "../../../lib/chat/search/best.ts";
import { readQuery } from "../../../lib/text/search/query.ts";

const NOW = Date.UTC(2026, 10, 29);
const DAY_MS = 24 * 60 * 60_000;

/** The texts in the order of a query; each is a day older than the one before it. */
function ordered(query: string, ...texts: string[]): string[] {
  const hits = texts.map((text, n) => {
    const event: MessageEvent = {
      kind: "message",
      id: `${n}`,
      seq: texts.length - n,
      at: NOW - n * DAY_MS,
      by: "ana",
      text,
    };
    return { conversation: "room", event };
  });
  const read = readQuery(query, { now: NOW, timeZone: "UTC" });
  return bestFirst(hits, read, NOW).map(({ event }) => event.kind === "message" ? event.text : "");
}

Deno.test("search - the best say it whole, together and in few words (S1)", () => {
  assertEquals(
    ordered(
      "pump restart",
      "we restarted what hangs beside the old pump in the well house of the orchard today",
      "the pump, and then a restart",
      "pump restart",
    ),
    [
      "pump restart",
      "the pump, and then a restart",
      "we restarted what hangs beside the old pump in the well house of the orchard today",
    ],
  );
  assertEquals(ordered("pump", "a pumping sound", "a pump"), ["a pump", "a pumping sound"]);
  assertEquals(ordered("ポンプ", "水です。ポンプは別です。長い文です。", "ポンプ、ポンプ"), [
    "ポンプ、ポンプ",
    "水です。ポンプは別です。長い文です。",
  ]);
});

Deno.test("search - of what says it alike the newest is the best (S1)", () => {
  assertEquals(ordered("pump", "pump one", "pump two", "pump six"), [
    "pump one",
    "pump two",
    "pump six",
  ]);
});
