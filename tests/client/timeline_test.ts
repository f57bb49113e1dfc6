import { assert, assertEquals, assertRejects } from "@std/assert";
import { MAX_WINDOW_ITEMS, PAGE_EVENTS } from "../../lib/client/timeline.ts";
import { MAX_TIMELINES } from "../../lib/client/timelines.ts";
import { Refused, type Timeline } from "../../lib/client/model.ts";
import { ClientFixture, shown } from "../support/client_fixture.ts";
import { ANA, BEN } from "../support/fake_server.ts";

/** A fixture whose general holds “1” … “count”, and a model that shows it. */
async function reading(count: number) {
  const fixture = new ClientFixture();
  for (let n = 1; n <= count; n++) fixture.server.say("general", String(n));
  const model = await fixture.online();
  const timeline = model.timeline("general");
  await fixture.pass(100);
  return { fixture, model, timeline };
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => String(from + n));
const ends = ({ oldest, newest, hasOlder, hasNewer }: Timeline) => [
  oldest.value,
  newest.value,
  hasOlder.value,
  hasNewer.value,
];

Deno.test("timeline - opens with the newest page and follows what comes", async () => {
  const { fixture, timeline, model } = await reading(120);
  assertEquals(shown(timeline), range(71, 120));
  assertEquals(ends(timeline), [71, 120, true, false]);
  fixture.server.say("general", "121");
  await fixture.pass(100);
  assertEquals(shown(timeline), range(71, 121));
  assertEquals(model.gaps.value, 0);
});

Deno.test("timeline - an empty conversation shows its first message", async () => {
  const { fixture, timeline } = await reading(0);
  assertEquals([shown(timeline), timeline.loading.value], [[], false]);
  fixture.server.say("general", "first");
  await fixture.pass(100);
  assertEquals(shown(timeline), ["first"]);
});

Deno.test("timeline - pages back to the beginning", async () => {
  const { fixture, timeline } = await reading(120);
  for (const oldest of [21, 1, 1]) {
    const loading = timeline.loadOlder();
    if (oldest === 21) assert(timeline.loading.value);
    await fixture.rest();
    await loading;
    assertEquals(shown(timeline), range(oldest, 120));
  }
  assertEquals(ends(timeline), [1, 120, false, false]);
});

Deno.test("timeline - around a seq it does not follow; loadNewer reaches the end and follows again", async () => {
  const { fixture, timeline } = await reading(200);
  void timeline.around(60);
  await fixture.rest();
  assertEquals(ends(timeline), [36, 85, true, true]);
  fixture.server.say("general", "201");
  await fixture.pass(100);
  assertEquals(ends(timeline), [36, 85, true, true]);
  for (let n = 0; n < 3; n++) {
    void timeline.loadNewer();
    if (n === 2) fixture.server.say("general", "202"); // while the last page is under way
    await fixture.rest();
  }
  fixture.server.say("general", "203");
  await fixture.pass(100);
  assertEquals(ends(timeline), [36, 203, true, false]);
  assertEquals(shown(timeline), range(36, 203));
});

Deno.test("timeline - toLatest shows the newest page in place of what was held", async () => {
  const { fixture, timeline } = await reading(200);
  void timeline.around(20);
  await fixture.rest();
  void timeline.toLatest();
  await fixture.rest();
  assertEquals(shown(timeline), range(151, 200));
});

Deno.test("timeline - sending from an old page goes to the latest", async () => {
  const { fixture, model, timeline } = await reading(200);
  void timeline.around(20);
  await fixture.rest();
  void model.send("general", "mine");
  await fixture.pass(100);
  assertEquals(shown(timeline).slice(-2), ["200", "mine"]);
});

Deno.test("timeline - changes are folded into the message they name, and show no line", async () => {
  const { fixture, timeline } = await reading(3);
  const { server } = fixture;
  const message = (index: number) => {
    const item = timeline.items.value[index];
    assert(item?.is === "message");
    return item.event;
  };
  server.append("general", BEN, { kind: "edit", target: 1, text: "one" });
  server.append("general", BEN, { kind: "reaction", target: 2, emoji: "🌳", on: true });
  server.append("general", ANA, { kind: "reaction", target: 2, emoji: "🌳", on: true });
  server.append("general", BEN, { kind: "pin", target: 2, on: true });
  server.append("general", BEN, { kind: "delete", target: 3 });
  await fixture.pass(100);
  assertEquals(message(0).text, "one");
  assert(message(0).editedAt);
  assertEquals(message(1).reactions, { "🌳": { count: 2, by: [BEN.id, ANA.id] } });
  assertEquals(message(1).pinned?.by, BEN.id);
  assertEquals([message(2).text, typeof message(2).deletedAt], ["", "number"]);
  server.append("general", BEN, { kind: "reaction", target: 2, emoji: "🌳", on: false });
  server.append("general", BEN, { kind: "pin", target: 2, on: false });
  server.append("general", ANA, { kind: "reaction", target: 2, emoji: "🌳", on: false });
  server.append("general", BEN, { kind: "topic", topic: "trees" });
  await fixture.pass(100);
  assertEquals([message(1).reactions, message(1).pinned], [undefined, undefined]);
  assertEquals(shown(timeline), ["one", "2", "", "<topic>"]);
  assertEquals(timeline.newest.value, 12);
});

Deno.test("timeline - a change that a page has already is not folded in twice", async () => {
  const { fixture, timeline } = await reading(3);
  const { server } = fixture;
  const reactions = () => {
    const item = timeline.items.value[0];
    return item?.is === "message" && item.event.reactions;
  };
  server.append("general", BEN, { kind: "reaction", target: 1, emoji: "🌳", on: true });
  await fixture.pass(100);
  assertEquals(reactions(), { "🌳": { count: 1, by: [BEN.id] } });
  const first = server.logs.get("general")?.[0];
  assert(first?.kind === "message");
  Object.assign(first, { reactions: { "🌳": { count: 2, by: [BEN.id, ANA.id] } }, changed: 5 });
  const loading = timeline.toLatest();
  server.append("general", ANA, { kind: "reaction", target: 1, emoji: "🌳", on: true });
  await Promise.all([loading, fixture.pass(100)]);
  assertEquals(timeline.newest.value, 5);
  assertEquals(reactions(), { "🌳": { count: 2, by: [BEN.id, ANA.id] } });
});

Deno.test("timeline - a change that comes before an older page does is folded into it", async () => {
  const { fixture, timeline } = await reading(120);
  const loading = timeline.loadOlder();
  // The page was read before the edit, and arrives after it.
  const [line] = fixture.server.lines;
  const frames: string[] = [];
  await fixture.clock.settle();
  const { message } = line!.handlers;
  line!.handlers.message = (text) =>
    text.includes('"reply"') ? void frames.push(text) : message(text);
  fixture.server.flush();
  fixture.server.append("general", BEN, { kind: "edit", target: 30, text: "edited" });
  await fixture.rest();
  frames.forEach(message);
  await loading;
  assertEquals(shown(timeline)[30 - 21], "edited");
});

Deno.test("timeline - a gap is mended from history and counted (D4)", async () => {
  const { fixture, model, timeline } = await reading(3);
  for (const text of ["4", "5"]) {
    fixture.server.append(
      "general",
      BEN,
      { kind: "message", id: crypto.randomUUID(), text },
      "lost",
    );
  }
  fixture.server.script("history", { refuse: { code: "unavailable", message: "" } });
  fixture.server.say("general", "6");
  fixture.server.say("general", "7");
  await fixture.pass(100);
  assertEquals(shown(timeline), range(1, 3), "nothing is shown past a gap");
  await fixture.pass(2_000);
  assertEquals(shown(timeline), range(1, 7));
  assertEquals(model.gaps.value, 1);
});

Deno.test("timeline - a gap that the log does not fill begins the timeline anew", async () => {
  const { fixture, timeline } = await reading(3);
  fixture.server.append(
    "general",
    BEN,
    { kind: "message", id: crypto.randomUUID(), text: "4" },
    "lost",
  );
  const no = { refuse: { code: "internal", message: "" } } as const;
  fixture.server.script("history", no, no, no, no, no, no);
  fixture.server.say("general", "5");
  await fixture.pass(120_000, 1_000);
  assertEquals(shown(timeline), range(1, 5));
});

Deno.test("timeline - after a reconnect it continues without a gap, with changes to old messages (D4)", async () => {
  const { fixture, model, timeline } = await reading(3);
  fixture.server.cut();
  fixture.server.say("general", "4");
  fixture.server.append("general", BEN, { kind: "edit", target: 1, text: "one" });
  await fixture.pass(2_000);
  assertEquals(shown(timeline), ["one", "2", "3", "4"]);
  assertEquals(fixture.server.requests("sync").at(-1)!.since, { general: 3 });
  assertEquals(model.gaps.value, 0);
});

Deno.test("timeline - too far behind, it drops what it held and pages back (D8)", async () => {
  const { fixture, model, timeline } = await reading(30);
  fixture.server.cut();
  for (let n = 31; n <= 600; n++) fixture.server.say("general", String(n));
  await fixture.pass(2_000);
  assertEquals(shown(timeline), range(551, 600));
  void timeline.loadOlder();
  await fixture.rest();
  assertEquals(shown(timeline), range(501, 600));
  assertEquals(model.gaps.value, 0);
});

Deno.test("timeline - goes back with a log that was replaced (D8)", async () => {
  const { fixture, model, timeline } = await reading(30);
  fixture.server.cut();
  fixture.server.logs.set("general", []);
  for (let n = 1; n <= 2; n++) fixture.server.say("general", `new ${n}`);
  await fixture.pass(2_000);
  assertEquals(shown(timeline), ["new 1", "new 2"]);
  fixture.server.say("general", "new 3");
  await fixture.pass(100);
  assertEquals(shown(timeline), ["new 1", "new 2", "new 3"]);
  assertEquals(model.conversations.value[0]?.head, 3);
});

Deno.test("timeline - whoever joins a room that they looked at sees what came between", async () => {
  const fixture = new ClientFixture();
  const club = fixture.server.addRoom("club");
  fixture.server.say("club", "1");
  fixture.server.summaries.delete("club");
  const model = await fixture.online();
  const timeline = model.timeline("club");
  await fixture.rest();
  assertEquals(shown(timeline), ["1"]);
  fixture.server.append(
    "club",
    BEN,
    { kind: "message", id: crypto.randomUUID(), text: "2" },
    "lost",
  );
  fixture.server.append("club", ANA, { kind: "join" }, "lost");
  fixture.server.push({ type: "conversation", conversation: { ...club, head: 3 } });
  fixture.server.say("club", "4");
  await fixture.pass(100);
  assertEquals(shown(timeline), ["1", "2", "<join>", "4"]);
  assertEquals(model.gaps.value, 0);
});

Deno.test("timeline - a page that the store cannot give now is refused, the first is asked again", async () => {
  const { fixture, model, timeline } = await reading(120);
  const unavailable = { refuse: { code: "unavailable", message: "Later." } } as const;
  fixture.server.script("history", unavailable);
  const refused = assertRejects(() => timeline.loadOlder(), Refused, "Later.");
  await fixture.rest();
  await refused;
  assertEquals([shown(timeline), timeline.loading.value], [range(71, 120), false]);

  fixture.server.addRoom("club");
  fixture.server.say("club", "1");
  await fixture.rest();
  fixture.server.script("history", unavailable);
  const first = model.timeline("club");
  await fixture.rest();
  assertEquals([shown(first), first.loading.value], [[], true]);
  await fixture.pass(3_000);
  assertEquals([shown(first), first.loading.value], [["1"], false]);
});

Deno.test("timeline - holds a bounded number of lines under a burst, at the reader's end", async () => {
  const { fixture, timeline } = await reading(100);
  for (let n = 101; n <= 2_000; n++) fixture.server.say("general", String(n));
  await fixture.pass(100);
  assertEquals(shown(timeline), range(2_000 - MAX_WINDOW_ITEMS + 1, 2_000));

  void timeline.loadOlder(); // reads back: now it is the newest that give way
  await fixture.pass(100);
  const first = 2_000 - MAX_WINDOW_ITEMS - PAGE_EVENTS + 1;
  assertEquals(ends(timeline), [first, first + MAX_WINDOW_ITEMS - 1, true, true]);
});

Deno.test("timeline - trim keeps one end, and the other can be loaded again", async () => {
  const { fixture, timeline } = await reading(120);
  timeline.trim(10, "newest");
  assertEquals(shown(timeline), range(111, 120));
  void timeline.loadOlder();
  await fixture.rest();
  assertEquals(shown(timeline), range(61, 120));
  timeline.trim(20, "oldest");
  assertEquals(ends(timeline), [61, 80, true, true]);
  void timeline.loadNewer();
  await fixture.rest();
  assertEquals(shown(timeline), range(61, 120));
});

Deno.test("timeline - those read longest ago let go, and load when they are opened again", async () => {
  const { fixture, model, timeline } = await reading(3);
  for (let n = 0; n < MAX_TIMELINES; n++) fixture.server.addRoom(`room-${n}`);
  for (let n = 1; n < MAX_TIMELINES; n++) model.timeline(`room-${n}`);
  await fixture.rest();
  assertEquals(shown(timeline), range(1, 3));
  model.timeline("room-0");
  assertEquals(shown(timeline), []);
  model.timeline("general");
  await fixture.rest();
  assertEquals(shown(timeline), range(1, 3));
});

Deno.test("timeline - the page's snapshot is shown without a request, and sync continues it", async () => {
  const fixture = new ClientFixture();
  const events = range(1, 3).map((text) => fixture.server.say("general", text));
  const conversations = [...fixture.server.summaries.values()].map((summary) => ({ ...summary }));
  const users = { [BEN.id]: { name: BEN.name, role: BEN.role } };
  const open = { conversation: "general", events, users };
  const model = fixture.model({ snapshot: { me: ANA, conversations, presence: [], open } });
  const timeline = model.timeline("general");
  assertEquals([shown(timeline), timeline.loading.value], [range(1, 3), false]);
  const [item] = timeline.items.value;
  assertEquals(item?.is === "message" && item.author.name, "ben");
  fixture.server.say("general", "4");
  model.start();
  await fixture.pass(100);
  assertEquals(shown(timeline), range(1, 4));
  assertEquals(fixture.server.requests("history"), []);
});
