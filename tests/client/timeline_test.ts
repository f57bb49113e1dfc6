import { assert, assertEquals, assertRejects } from "@std/assert";
import { MAX_HELD_LINES, PAGE_EVENTS } from "../../lib/client/timeline.ts";
import { MAX_TIMELINES } from "../../lib/client/timelines.ts";
import { Refused, type Timeline } from "../../lib/client/model.ts";
import { ChatWorld, shown } from "../support/chat_world.ts";
import { ANA, BEN } from "../support/fake_server.ts";

/** A world whose general holds “1” … “count”, and a model that shows it. */
async function reading(count: number) {
  const world = new ChatWorld();
  for (let n = 1; n <= count; n++) world.server.say("general", String(n));
  const model = await world.online();
  const timeline = model.timeline("general");
  await world.pass(100);
  return { world, model, timeline };
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
  const { world, timeline, model } = await reading(120);
  assertEquals(shown(timeline), range(71, 120));
  assertEquals(ends(timeline), [71, 120, true, false]);
  world.server.say("general", "121");
  await world.pass(100);
  assertEquals(shown(timeline), range(71, 121));
  assertEquals(model.gaps.value, 0);
});

Deno.test("timeline - an empty conversation shows its first message", async () => {
  const { world, timeline } = await reading(0);
  assertEquals([shown(timeline), timeline.loading.value], [[], false]);
  world.server.say("general", "first");
  await world.pass(100);
  assertEquals(shown(timeline), ["first"]);
});

Deno.test("timeline - pages back to the beginning", async () => {
  const { world, timeline } = await reading(120);
  for (const oldest of [21, 1, 1]) {
    const loading = timeline.loadOlder();
    if (oldest === 21) assert(timeline.loading.value);
    await world.rest();
    await loading;
    assertEquals(shown(timeline), range(oldest, 120));
  }
  assertEquals(ends(timeline), [1, 120, false, false]);
});

Deno.test("timeline - around a seq it does not follow; loadNewer reaches the end and follows again", async () => {
  const { world, timeline } = await reading(200);
  void timeline.around(60);
  await world.rest();
  assertEquals(ends(timeline), [36, 85, true, true]);
  world.server.say("general", "201");
  await world.pass(100);
  assertEquals(ends(timeline), [36, 85, true, true]);
  for (let n = 0; n < 3; n++) {
    void timeline.loadNewer();
    if (n === 2) world.server.say("general", "202"); // while the last page is under way
    await world.rest();
  }
  world.server.say("general", "203");
  await world.pass(100);
  assertEquals(ends(timeline), [36, 203, true, false]);
  assertEquals(shown(timeline), range(36, 203));
});

Deno.test("timeline - toLatest shows the newest page in place of what was held", async () => {
  const { world, timeline } = await reading(200);
  void timeline.around(20);
  await world.rest();
  void timeline.toLatest();
  await world.rest();
  assertEquals(shown(timeline), range(151, 200));
});

Deno.test("timeline - sending from an old page goes to the latest", async () => {
  const { world, model, timeline } = await reading(200);
  void timeline.around(20);
  await world.rest();
  void model.send("general", "mine");
  await world.pass(100);
  assertEquals(shown(timeline).slice(-2), ["200", "mine"]);
});

Deno.test("timeline - changes are folded into the message they name, and show no line", async () => {
  const { world, timeline } = await reading(3);
  const { server } = world;
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
  await world.pass(100);
  assertEquals(message(0).text, "one");
  assert(message(0).editedAt);
  assertEquals(message(1).reactions, { "🌳": [BEN.id, ANA.id] });
  assertEquals(message(1).pinned, true);
  assertEquals([message(2).text, typeof message(2).deletedAt], ["", "number"]);
  server.append("general", BEN, { kind: "reaction", target: 2, emoji: "🌳", on: false });
  server.append("general", BEN, { kind: "pin", target: 2, on: false });
  server.append("general", ANA, { kind: "reaction", target: 2, emoji: "🌳", on: false });
  server.append("general", BEN, { kind: "topic", topic: "trees" });
  await world.pass(100);
  assertEquals([message(1).reactions, message(1).pinned], [{}, false]);
  assertEquals(shown(timeline), ["one", "2", "", "<topic>"]);
  assertEquals(timeline.newest.value, 12);
});

Deno.test("timeline - a change that comes before an older page does is folded into it", async () => {
  const { world, timeline } = await reading(120);
  const loading = timeline.loadOlder();
  // The page was read before the edit, and arrives after it.
  const [line] = world.server.lines;
  const frames: string[] = [];
  await world.clock.settle();
  const { message } = line!.handlers;
  line!.handlers.message = (text) =>
    text.includes('"reply"') ? void frames.push(text) : message(text);
  world.server.flush();
  world.server.append("general", BEN, { kind: "edit", target: 30, text: "edited" });
  await world.rest();
  frames.forEach(message);
  await loading;
  assertEquals(shown(timeline)[30 - 21], "edited");
});

Deno.test("timeline - a gap is mended from history and counted (D4)", async () => {
  const { world, model, timeline } = await reading(3);
  for (const text of ["4", "5"]) {
    world.server.append("general", BEN, { kind: "message", id: crypto.randomUUID(), text }, "lost");
  }
  world.server.script("history", { refuse: { code: "unavailable", message: "" } });
  world.server.say("general", "6");
  world.server.say("general", "7");
  await world.pass(100);
  assertEquals(shown(timeline), range(1, 3), "nothing is shown past a hole");
  await world.pass(2_000);
  assertEquals(shown(timeline), range(1, 7));
  assertEquals(model.gaps.value, 1);
});

Deno.test("timeline - a gap that the log does not fill begins the timeline anew", async () => {
  const { world, timeline } = await reading(3);
  world.server.append(
    "general",
    BEN,
    { kind: "message", id: crypto.randomUUID(), text: "4" },
    "lost",
  );
  const no = { refuse: { code: "internal", message: "" } } as const;
  world.server.script("history", no, no, no, no, no, no);
  world.server.say("general", "5");
  await world.pass(120_000, 1_000);
  assertEquals(shown(timeline), range(1, 5));
});

Deno.test("timeline - after a reconnect it continues without a gap, with changes to old messages (D4)", async () => {
  const { world, model, timeline } = await reading(3);
  world.server.cut();
  world.server.say("general", "4");
  world.server.append("general", BEN, { kind: "edit", target: 1, text: "one" });
  await world.pass(2_000);
  assertEquals(shown(timeline), ["one", "2", "3", "4"]);
  assertEquals(world.server.requests("sync").at(-1)!.since, { general: 3 });
  assertEquals(model.gaps.value, 0);
});

Deno.test("timeline - too far behind, it drops what it held and pages back (D8)", async () => {
  const { world, model, timeline } = await reading(30);
  world.server.cut();
  for (let n = 31; n <= 600; n++) world.server.say("general", String(n));
  await world.pass(2_000);
  assertEquals(shown(timeline), range(551, 600));
  void timeline.loadOlder();
  await world.rest();
  assertEquals(shown(timeline), range(501, 600));
  assertEquals(model.gaps.value, 0);
});

Deno.test("timeline - goes back with a log that was replaced (D8)", async () => {
  const { world, model, timeline } = await reading(30);
  world.server.cut();
  world.server.logs.set("general", []);
  for (let n = 1; n <= 2; n++) world.server.say("general", `new ${n}`);
  await world.pass(2_000);
  assertEquals(shown(timeline), ["new 1", "new 2"]);
  world.server.say("general", "new 3");
  await world.pass(100);
  assertEquals(shown(timeline), ["new 1", "new 2", "new 3"]);
  assertEquals(model.conversations.value[0]?.head, 3);
});

Deno.test("timeline - whoever joins a room that they looked at sees what came between", async () => {
  const world = new ChatWorld();
  const club = world.server.addRoom("club");
  world.server.say("club", "1");
  world.server.summaries.delete("club");
  const model = await world.online();
  const timeline = model.timeline("club");
  await world.rest();
  assertEquals(shown(timeline), ["1"]);
  world.server.append("club", BEN, { kind: "message", id: crypto.randomUUID(), text: "2" }, "lost");
  world.server.append("club", ANA, { kind: "join" }, "lost");
  world.server.push({ type: "conversation", conversation: { ...club, head: 3 } });
  world.server.say("club", "4");
  await world.pass(100);
  assertEquals(shown(timeline), ["1", "2", "<join>", "4"]);
  assertEquals(model.gaps.value, 0);
});

Deno.test("timeline - a page that the store cannot give now is refused, the first is asked again", async () => {
  const { world, model, timeline } = await reading(120);
  const unavailable = { refuse: { code: "unavailable", message: "Later." } } as const;
  world.server.script("history", unavailable);
  const refused = assertRejects(() => timeline.loadOlder(), Refused, "Later.");
  await world.rest();
  await refused;
  assertEquals([shown(timeline), timeline.loading.value], [range(71, 120), false]);

  world.server.addRoom("club");
  world.server.say("club", "1");
  await world.rest();
  world.server.script("history", unavailable);
  const first = model.timeline("club");
  await world.rest();
  assertEquals([shown(first), first.loading.value], [[], true]);
  await world.pass(3_000);
  assertEquals([shown(first), first.loading.value], [["1"], false]);
});

Deno.test("timeline - holds a bounded number of lines under a burst, at the reader's end", async () => {
  const { world, timeline } = await reading(100);
  for (let n = 101; n <= 2_000; n++) world.server.say("general", String(n));
  await world.pass(100);
  assertEquals(shown(timeline), range(2_000 - MAX_HELD_LINES + 1, 2_000));

  void timeline.loadOlder(); // reads back: now it is the newest that give way
  await world.pass(100);
  const first = 2_000 - MAX_HELD_LINES - PAGE_EVENTS + 1;
  assertEquals(ends(timeline), [first, first + MAX_HELD_LINES - 1, true, true]);
});

Deno.test("timeline - trim keeps one end, and the other can be loaded again", async () => {
  const { world, timeline } = await reading(120);
  timeline.trim(10, "newest");
  assertEquals(shown(timeline), range(111, 120));
  void timeline.loadOlder();
  await world.rest();
  assertEquals(shown(timeline), range(61, 120));
  timeline.trim(20, "oldest");
  assertEquals(ends(timeline), [61, 80, true, true]);
  void timeline.loadNewer();
  await world.rest();
  assertEquals(shown(timeline), range(61, 120));
});

Deno.test("timeline - those read longest ago let go, and load when they are opened again", async () => {
  const { world, model, timeline } = await reading(3);
  for (let n = 0; n < MAX_TIMELINES; n++) world.server.addRoom(`room-${n}`);
  for (let n = 1; n < MAX_TIMELINES; n++) model.timeline(`room-${n}`);
  await world.rest();
  assertEquals(shown(timeline), range(1, 3));
  model.timeline("room-0");
  assertEquals(shown(timeline), []);
  model.timeline("general");
  await world.rest();
  assertEquals(shown(timeline), range(1, 3));
});

Deno.test("timeline - the page's snapshot is shown without a request, and sync continues it", async () => {
  const world = new ChatWorld();
  const events = range(1, 3).map((text) => world.server.say("general", text));
  const conversations = [...world.server.summaries.values()].map((summary) => ({ ...summary }));
  const users = { [BEN.id]: { name: BEN.name, role: BEN.role } };
  const open = { conversation: "general", events, users };
  const model = world.model({ snapshot: { me: ANA, conversations, presence: [], open } });
  const timeline = model.timeline("general");
  assertEquals([shown(timeline), timeline.loading.value], [range(1, 3), false]);
  const [item] = timeline.items.value;
  assertEquals(item?.is === "message" && item.author.name, "ben");
  world.server.say("general", "4");
  model.start();
  await world.pass(100);
  assertEquals(shown(timeline), range(1, 4));
  assertEquals(world.server.requests("history"), []);
});
