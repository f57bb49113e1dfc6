import { assertEquals } from "@std/assert";
import type { TimelineItem } from "../../../lib/client/model.ts";
import { GROUP_MS, newMessages, timelineRows } from "../../../lib/ui/room/timeline_rows.ts";

const NOON = Date.UTC(2026, 5, 10, 12);

const dayKey = (at: number) => new Date(at).toISOString().slice(0, 10);

function message(seq: number, by: string, at = NOON, own = false): TimelineItem {
  const event = { seq, at, by, kind: "message" as const, id: `id-${seq}`, text: `text ${seq}` };
  return { is: "message", key: event.id, event, author: { name: by, role: "member" }, own };
}

function outgoing(id: string, at = NOON): TimelineItem {
  const entry = {
    id,
    conversation: "general",
    text: "soon",
    after: 0,
    writtenAt: at,
    state: "pending" as const,
  };
  return { is: "outgoing", key: id, entry };
}

function arrival(name: string, at = NOON): TimelineItem {
  const people = [{ user: name, name }];
  return { is: "presence", key: `here ${name}`, since: at, at, state: "online", people };
}

/** What stands in the timeline, in short: `[` begins a group and `]` ends it. */
function drawn(items: readonly TimelineItem[], { newAfter = Infinity } = {}): string[] {
  return timelineRows(items, { dayKey, unread: newMessages(items, newAfter) }).map((row) => {
    switch (row.is) {
      case "day":
        return "day";
      case "unread":
        return `new ${row.count}`;
      case "notice":
        return "notice";
      case "message":
        return `${row.first ? "[" : ""}${row.item.key}${row.last ? "]" : ""}`;
    }
  });
}

Deno.test("timeline rows - one author's messages within five minutes are a group", () => {
  assertEquals(drawn([message(1, "a"), message(2, "a"), message(3, "b")]), [
    "day",
    "[id-1",
    "id-2]",
    "[id-3]",
  ]);
});

Deno.test("timeline rows - five minutes between two messages divide a group", () => {
  const joined = [message(1, "a"), message(2, "a", NOON + GROUP_MS - 1)];
  const divided = [message(1, "a"), message(2, "a", NOON + GROUP_MS)];
  assertEquals(drawn(joined), ["day", "[id-1", "id-2]"]);
  assertEquals(drawn(divided), ["day", "[id-1]", "[id-2]"]);
});

Deno.test("timeline rows - what is being sent joins the group of what was sent", () => {
  assertEquals(drawn([message(1, "me", NOON, true), outgoing("x", NOON + 1000)]), [
    "day",
    "[id-1",
    "x]",
  ]);
});

Deno.test("timeline rows - a deleted message is not new", () => {
  const deleted = message(2, "a");
  if (deleted.is === "message") deleted.event.deletedAt = NOON;
  const items = [message(1, "a"), deleted, message(3, "a")];
  assertEquals(newMessages(items, 1), { first: "id-3", count: 1 });
  assertEquals(newMessages(items.slice(0, 2), 1), undefined);
});

Deno.test("timeline rows - a notice divides a group", () => {
  const items = [message(1, "a"), arrival("b"), message(2, "a")];
  assertEquals(drawn(items), ["day", "[id-1]", "notice", "[id-2]"]);
});

Deno.test("timeline rows - each day begins with its mark", () => {
  const nextDay = NOON + 24 * 3600_000;
  assertEquals(drawn([message(1, "a"), message(2, "a", nextDay)]), [
    "day",
    "[id-1]",
    "day",
    "[id-2]",
  ]);
});

Deno.test("timeline rows - the new-messages mark stands before the first new one of others", () => {
  const items = [message(1, "a"), message(2, "me", NOON, true), message(3, "a"), message(4, "b")];
  assertEquals(drawn(items, { newAfter: 1 }), [
    "day",
    "[id-1]",
    "[id-2]",
    "new 2",
    "[id-3]",
    "[id-4]",
  ]);
});

Deno.test("timeline rows - what one has answered to is not counted as new any more", () => {
  const items = [message(2, "a"), message(3, "me", NOON, true), message(4, "a")];
  assertEquals(drawn(items, { newAfter: 1 })[1], "new 1");
});

Deno.test("timeline rows - nothing new, no mark", () => {
  assertEquals(drawn([message(1, "a")], { newAfter: 0 })[1], "new 1");
  assertEquals(drawn([message(1, "a")], { newAfter: 1 }), ["day", "[id-1]"]);
  assertEquals(drawn([message(1, "me", NOON, true)], { newAfter: 0 }), ["day", "[id-1]"]);
});
