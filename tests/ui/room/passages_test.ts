import { assertEquals } from "@std/assert";
import type { TimelineItem } from "../../../lib/client/model.ts";
import { gatherPassages, type PassageKeys, showsArrivals } from "../../../lib/ui/room/passages.ts";

type Kind = "join" | "leave" | "topic";
type Reason = "left" | "kicked";

function change(seq: number, by: string, kind: Kind, reason: Reason = "left"): TimelineItem {
  const event = { seq, at: seq * 1000, by, kind, ...(kind === "leave" && { reason }), topic: "" };
  const author = { name: by.toUpperCase(), role: "member" as const };
  return { is: "change", key: `at-${seq}`, event: event as never, author };
}

function message(seq: number, by: string): TimelineItem {
  const event = { seq, at: seq * 1000, by, kind: "message" as const, id: `m${seq}`, text: "hi" };
  return { is: "message", key: event.id, event, author: { name: by, role: "member" }, own: false };
}

function arrival(user: string): TimelineItem {
  const people = [{ user, name: user }];
  return { is: "presence", key: `here ${user}`, since: 1, at: 1, state: "online", people };
}

/** What is drawn, in short. */
function drawn(items: readonly TimelineItem[], { shown = true, conversation = "garden" } = {}) {
  return gatherPassages(items, { conversation, shown, keys: new Map() }).map((item) => {
    if (item.is === "presence") {
      return `${item.state} ${item.people.map(({ user }) => user).join(",")}`;
    }
    if (item.is === "change") {
      return `${item.event.by} ${
        item.event.kind === "leave" ? item.event.reason : item.event.kind
      }`;
    }
    return item.key;
  });
}

const joins = (first: number, ...people: string[]) =>
  people.map((by, n) => change(first + n, by, "join"));

Deno.test("passages - who joined and who left between two messages are one line each (P4)", () => {
  assertEquals(drawn([...joins(2, "a", "b", "c"), message(5, "a"), change(6, "b", "leave")]), [
    "join a,b,c",
    "m5",
    "b left",
  ]);
  assertEquals(
    drawn([...joins(2, "a", "b"), change(4, "z", "leave"), ...joins(5, "c"), arrival("d")]),
    ["join a,b,c", "z left", "online d"],
  );
});

Deno.test("passages - of one person only the last counts", () => {
  assertEquals(drawn([...joins(2, "a", "b"), change(4, "a", "leave")]), ["b join", "a left"]);
  assertEquals(drawn([change(2, "a", "leave"), change(3, "a", "join")]), ["a join"]);
});

Deno.test("passages - that somebody was sent out, or made the room, stands alone", () => {
  assertEquals(drawn([...joins(1, "a", "b", "c"), change(4, "b", "leave", "kicked")]), [
    "a join", // the first event of a room: who made it
    "join b,c",
    "b kicked",
  ]);
  assertEquals(drawn(joins(1, "a", "b"), { conversation: "general" }), ["join a,b"]);
});

Deno.test("passages - a line that grows, at either end, stays the same line", () => {
  const keys: PassageKeys = new Map();
  const keyOf = (items: readonly TimelineItem[]) =>
    gatherPassages(items, { conversation: "garden", shown: true, keys }).map(({ key }) => key);
  assertEquals(keyOf(joins(12, "c", "d")), ["at-12"]);
  assertEquals(keyOf(joins(12, "c", "d", "e")), ["at-12"], "somebody joined");
  assertEquals(keyOf(joins(10, "a", "b", "c", "d", "e")), ["at-12"], "earlier ones were loaded");
});

Deno.test("passages - are quiet above 50 people, unless one wants them (P4)", () => {
  const shown = (people: number) =>
    (["small", "all", "none"] as const).filter((one) => showsArrivals(one, people));
  assertEquals(shown(50), ["small", "all"]);
  assertEquals(shown(51), ["all"]);
  const items = [
    ...joins(1, "a", "b"),
    message(3, "a"),
    arrival("c"),
    change(4, "b", "leave"),
    change(5, "c", "leave", "kicked"),
    { ...arrival("d"), state: "banned" as const },
    change(6, "a", "topic"),
  ];
  assertEquals(drawn(items, { shown: false }), [
    ...["a join", "m3", "c kicked", "banned d", "a topic"],
  ]);
});
