import { assertEquals, assertRejects } from "@std/assert";
import { type ChatModel, Refused } from "../../lib/client/model.ts";
import { Lost } from "../../lib/client/requests.ts";
import { ChatWorld } from "../support/chat_world.ts";
import { ANA, BEN } from "../support/fake_server.ts";

function counts(model: ChatModel, id = "general") {
  const found = model.conversations.value.find((one) => one.id === id);
  return found && [found.head, found.read, found.unread, found.mentions];
}

Deno.test("conversations - unread and mentions are counted from events, up to the user's own", async () => {
  const world = new ChatWorld();
  world.server.say("general", "before");
  const model = await world.online();
  assertEquals(counts(model), [1, 0, 1, 0]);
  world.server.say("general", "two");
  world.server.append("general", BEN, {
    kind: "message",
    id: crypto.randomUUID(),
    text: "@ana",
    mentions: [ANA.id],
  });
  world.server.append("general", BEN, { kind: "edit", target: 1, text: "x" });
  await world.pass(100);
  assertEquals(counts(model), [4, 0, 3, 1]);
  world.server.say("general", "mine, from elsewhere", ANA);
  await world.pass(100);
  assertEquals(counts(model), [5, 5, 0, 0], "who writes has read");
  world.server.say("general", "next");
  await world.pass(100);
  assertEquals(counts(model), [6, 5, 1, 0]);
});

Deno.test("conversations - who answers directly has seen what was written before", async () => {
  const world = new ChatWorld();
  world.server.addRoom("dm", { kind: "direct", with: BEN });
  const model = await world.online();
  world.server.say("dm", "are you there?", ANA);
  await world.pass(100);
  const seen = () => model.conversations.value.find(({ id }) => id === "dm")?.seen ?? 0;
  assertEquals(seen(), 0);
  world.server.say("dm", "yes", BEN);
  await world.pass(100);
  assertEquals(seen(), 2);
});

Deno.test("conversations - are listed by last activity, newest first", async () => {
  const world = new ChatWorld();
  world.server.addRoom("club");
  const model = await world.online();
  const ids = () => model.conversations.value.map(({ id }) => id);
  world.server.say("general", "x");
  await world.pass(100);
  assertEquals(ids(), ["general", "club"]);
  world.server.say("club", "y");
  await world.pass(100);
  assertEquals(ids(), ["club", "general"]);
});

Deno.test("reading - clears the counts at once, is said at most once a second, never backwards", async () => {
  const world = new ChatWorld();
  for (let n = 0; n < 10; n++) world.server.say("general", "x");
  const model = await world.online();
  model.timeline("general");
  await world.rest();
  model.markRead("general", 4);
  assertEquals(counts(model), [10, 4, 6, 0]);
  for (const seq of [6, 5, 10, 2]) model.markRead("general", seq);
  assertEquals(counts(model), [10, 10, 0, 0]);
  await world.rest();
  assertEquals(world.server.requests("read").map(({ seq }) => seq), [4]);
  await world.pass(1_100);
  assertEquals(world.server.requests("read").map(({ seq }) => seq), [4, 10]);
  await world.pass(5_000);
  assertEquals(world.server.requests("read").length, 2);
});

Deno.test("reading - is said at once when the page is hidden: it may be left", async () => {
  const world = new ChatWorld();
  for (let n = 0; n < 10; n++) world.server.say("general", "x");
  const model = await world.online();
  model.markRead("general", 4);
  model.markRead("general", 9);
  await world.rest();
  assertEquals(world.server.requests("read").map(({ seq }) => seq), [4]);
  model.setVisible(false);
  await world.rest();
  assertEquals(world.server.requests("read").map(({ seq }) => seq), [4, 9]);
});

Deno.test("reading - what was read offline stays read and is said once online", async () => {
  const world = new ChatWorld();
  for (let n = 0; n < 3; n++) world.server.say("general", "x");
  const model = await world.online();
  world.server.cut();
  model.markRead("general", 3);
  await world.pass(3_000);
  assertEquals(counts(model), [3, 3, 0, 0]);
  assertEquals(world.server.requests("read").map(({ seq }) => seq), [3]);
});

Deno.test("reading - what the server could not take now is said again, what it refuses is not", async () => {
  const world = new ChatWorld();
  for (let n = 0; n < 3; n++) world.server.say("general", "x");
  const model = await world.online();
  const refused = (code: "unavailable" | "forbidden") => ({ refuse: { code, message: "No." } });
  world.server.script("read", refused("unavailable"), refused("unavailable"));
  model.markRead("general", 2);
  await world.pass(20_000);
  assertEquals(world.server.requests("read").map(({ seq }) => seq), [2, 2, 2]);
  world.server.script("read", refused("forbidden"));
  model.markRead("general", 3);
  await world.pass(20_000);
  assertEquals(world.server.requests("read").map(({ seq }) => seq), [2, 2, 2, 3]);
});

Deno.test("reading - another device's reading counts here, the other person's is seen", async () => {
  const world = new ChatWorld();
  world.server.addRoom("dm", { kind: "direct", with: BEN });
  world.server.people.set(BEN.id, BEN);
  for (let n = 0; n < 3; n++) world.server.say("dm", "x");
  const model = await world.online();
  const read = { type: "read", conversation: "dm" } as const;
  world.server.push({ ...read, user: ANA.id, seq: 2, unread: 1, mentions: 0 });
  world.server.push({ ...read, user: BEN.id, seq: 3 });
  await world.pass(100);
  assertEquals(counts(model, "dm"), [3, 2, 1, 0]);
  assertEquals(model.conversations.value.find(({ id }) => id === "dm")?.seen, 3);
});

Deno.test("conversations - joining adds one, a push changes or removes it", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  const joining = model.join({ room: "new" });
  await world.rest();
  const joined = await joining;
  assertEquals(model.conversations.value.some(({ id }) => id === joined.id), true);
  const push = { type: "conversation", conversation: { ...joined, topic: "trees" } } as const;
  world.server.push(push);
  await world.rest();
  assertEquals(model.conversations.value.find(({ id }) => id === joined.id)?.topic, "trees");
  world.server.push({ ...push, gone: true });
  await world.rest();
  assertEquals(model.conversations.value.some(({ id }) => id === joined.id), false);
});

Deno.test("conversations - what is asked while the line is first made waits for it", async () => {
  const world = new ChatWorld();
  const model = world.model();
  model.start();
  const joined = model.join({ conversation: "general" });
  await world.rest();
  assertEquals((await joined).id, "new-1");

  world.server.accepts = false;
  world.server.cut();
  await assertRejects(() => model.join({ conversation: "general" }), Lost);
  const away = world.model();
  away.start();
  const lost = assertRejects(() => away.join({ conversation: "general" }), Lost);
  await world.pass(1_000);
  await lost;
});

Deno.test("conversations - a refused action rejects with the server's words", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  world.server.script("open", {
    refuse: { code: "unknown-user", message: "Nobody here is called “zed”." },
  });
  const opening = assertRejects(() => model.open("zed"), Refused, "Nobody here");
  await world.rest();
  await opening;
});

Deno.test("model - stop leaves no timer behind", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  model.timeline("general");
  void model.send("general", "x");
  world.server.push({ type: "typing", conversation: "general", user: BEN.id });
  world.server.push({ type: "notice", level: "info", text: "x", until: world.clock.now() + 9_000 });
  model.markRead("general", 1);
  await world.rest();
  model.stop();
  await world.rest();
  assertEquals(world.clock.pending, 0);
  assertEquals(world.reports, []);
});
