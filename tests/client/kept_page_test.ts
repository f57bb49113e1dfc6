import { assertEquals } from "@std/assert";
import {
  growPage,
  type KeptPage,
  MAX_KEPT_EVENTS,
  withoutVanished,
} from "../../lib/client/kept_page.ts";
import type { LogEvent, MessageEvent } from "../../lib/protocol/events.ts";

const message = (seq: number, more: Partial<MessageEvent> = {}): MessageEvent => ({
  kind: "message",
  seq,
  at: 1_000 + seq,
  by: "u-awa",
  id: `id-${seq}`,
  text: `text ${seq}`,
  ...more,
});
const people = {
  "u-awa": { name: "Awa", role: "member" },
  "u-noor": { name: "Noor", role: "member" },
} as const;
const page = (events: LogEvent[], to = events.at(-1)?.seq ?? 0): KeptPage => ({
  kept: true,
  conversation: "general",
  events,
  users: people,
  from: 1,
  to,
});
const wordsOf = (page: KeptPage | undefined) =>
  page?.events.map((event) => event.kind === "message" ? event.text : event.kind);

Deno.test("kept page - grows by what follows, skips what it has, and knows a gap (N4)", () => {
  const kept = page([message(1), message(2)]);
  const grown = growPage(kept, { events: [message(2), message(3)], users: people });
  assertEquals([wordsOf(grown), grown?.to], [["text 1", "text 2", "text 3"], 3]);
  assertEquals(growPage(kept, { events: [message(4)], users: people }), undefined);
});

Deno.test("kept page - what is changed is changed in it, and what is gone is gone (M1, M3)", () => {
  const kept: KeptPage = {
    ...page([message(1), message(2, { replyTo: 1 })]),
    quotes: { 1: { by: "u-awa", at: 1_001, text: "text 1" } },
  };
  const by = { at: 2_000, by: "u-awa" };
  const edited = growPage(kept, {
    events: [{ ...by, kind: "edit", seq: 3, target: 1, text: "better", version: 2 }],
    users: people,
  });
  assertEquals([wordsOf(edited), edited?.quotes?.[1]?.text], [["better", "text 2"], "better"]);
  const gone = growPage(edited!, {
    events: [{ ...by, kind: "delete", seq: 4, target: 1 }],
    users: people,
  });
  assertEquals([wordsOf(gone), gone?.quotes?.[1]?.text], [["", "text 2"], ""]);
  assertEquals(JSON.stringify(gone).includes("better"), false);
});

Deno.test("kept page - a reply in a thread counts at its root, and stands in no timeline (M6)", () => {
  const grown = growPage(page([message(1)]), {
    events: [message(2, { thread: 1, by: "u-noor" })],
    users: people,
  });
  assertEquals([wordsOf(grown), grown?.to], [["text 1"], 2]);
  assertEquals(grown?.events.map((event) => event.kind === "message" && event.replies?.count), [1]);
});

Deno.test("kept page - holds so many events, and the people whom they name", () => {
  const many = Array.from({ length: MAX_KEPT_EVENTS }, (_, n) => message(n + 2));
  const first = page([message(1, { by: "u-noor" })]);
  const grown = growPage(first, { events: many, users: people });
  assertEquals([grown?.events.length, grown?.from, grown?.to], [
    MAX_KEPT_EVENTS,
    2,
    MAX_KEPT_EVENTS + 1,
  ]);
  assertEquals(Object.keys(grown?.users ?? {}), ["u-awa"]);
});

Deno.test("kept page - what has vanished by now has no words, in quotes neither (M11)", () => {
  const kept: KeptPage = {
    ...page([message(1, { vanishMs: 100 }), message(2, { vanishMs: 5_000, replyTo: 1 })]),
    quotes: { 1: { by: "u-awa", at: 1_001, text: "text 1", vanishAt: 1_101 } },
  };
  assertEquals(wordsOf(withoutVanished(kept, 1_100)), ["text 1", "text 2"]);
  const later = withoutVanished(kept, 1_101);
  assertEquals([wordsOf(later), later.quotes?.[1]?.text], [["", "text 2"], ""]);
});
