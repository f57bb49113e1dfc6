import { assertEquals } from "@std/assert";
import { AWAY_AFTER_MS, TYPING_MS } from "../../lib/protocol/limits.ts";
import type { PresenceChange } from "../../lib/protocol/events.ts";
import { ChatWorld, shown } from "../support/chat_world.ts";
import { ANA, BEN } from "../support/fake_server.ts";

const change = (state: PresenceChange["state"], person = BEN): PresenceChange => ({
  user: person.id,
  name: person.name,
  role: person.role,
  state,
});

Deno.test("presence - sync gives everyone, pushes change them, the offline leave the list", async () => {
  const world = new ChatWorld();
  world.server.presence = [change("online", ANA), change("away")];
  const model = await world.online();
  assertEquals([model.stateOf(ANA.id), model.stateOf(BEN.id)], ["online", "away"]);
  world.server.push({ type: "presence", changes: [change("offline")] });
  await world.rest();
  assertEquals(model.stateOf(BEN.id), "offline");
  assertEquals([...model.presence.value.keys()], [ANA.id]);
});

Deno.test("presence - arrivals and departures are quiet lines, away is not, nor is the user (P4)", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  const timeline = model.timeline("general");
  world.server.say("general", "hello");
  await world.rest();
  for (const state of ["online", "away", "online"] as const) {
    world.server.push({ type: "presence", changes: [change(state), change(state, ANA)] });
  }
  await world.pass(100);
  assertEquals(shown(timeline), ["hello", "<ben online>"]);
  world.server.push({ type: "presence", changes: [change("offline")] });
  await world.pass(100);
  assertEquals(shown(timeline), ["hello", "<ben offline>"], "the last word of a run");
  world.server.say("general", "bye");
  world.server.append("general", BEN, { kind: "edit", target: 1, text: "edited" });
  await world.pass(100);
  assertEquals(shown(timeline), ["edited", "<ben offline>", "bye"]);
});

Deno.test("presence - a new name and role are one's own at once, too", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  const promoted = { ...ANA, name: "Ana Lima", role: "moderator" } as const;
  world.server.push({ type: "presence", changes: [change("online", promoted)] });
  await world.rest();
  assertEquals(model.me.value, promoted);
});

Deno.test("presence - who comes is shown where nobody spoke yet, too (P4)", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  const timeline = model.timeline("general");
  await world.pass(100);
  world.server.push({ type: "presence", changes: [change("online")] });
  await world.pass(100);
  assertEquals(shown(timeline), ["<ben online>"]);
  world.server.say("general", "hello");
  await world.pass(100);
  assertEquals(shown(timeline), ["<ben online>", "hello"]);
});

Deno.test("presence - who comes while an empty page is asked for stays in sight (P4)", async () => {
  const world = new ChatWorld();
  const conversations = [...world.server.summaries.values()];
  const open = { conversation: "general", events: [], users: {} };
  world.server.script("history", "ignore"); // its answer takes long
  const model = await world.online({ snapshot: { me: ANA, conversations, presence: [], open } });
  const timeline = model.timeline("general");
  world.server.push({ type: "presence", changes: [change("online")] });
  await world.pass(100);
  assertEquals(shown(timeline), ["<ben online>"]);
  void timeline.around(1);
  await world.rest();
  void timeline.toLatest();
  await world.pass(100);
  assertEquals(shown(timeline), ["<ben online>"]);
  world.server.cut();
  world.server.say("general", "hello");
  await world.pass(2_000);
  assertEquals(shown(timeline), ["<ben online>", "hello"]);
});

Deno.test("presence - a room shows the passages of its members alone (P4)", async () => {
  const world = new ChatWorld();
  const cleo = { id: "u-cleo", name: "cleo", role: "member" } as const;
  world.server.people.set(cleo.id, cleo);
  world.server.addRoom("club");
  world.server.members = [{ ...BEN, state: "offline" }];
  const model = await world.online();
  const timeline = model.timeline("club");
  world.server.say("club", "hello");
  await world.rest();
  world.server.push({ type: "presence", changes: [change("online"), change("online", cleo)] });
  await world.pass(100);
  assertEquals(shown(timeline), ["hello", "<ben online>"]);
  world.server.append("club", cleo, { kind: "join" });
  world.server.push({ type: "presence", changes: [change("offline", cleo)] });
  await world.pass(100);
  assertEquals(shown(timeline), ["hello", "<ben online>", "<join>", "<cleo offline>"]);
  assertEquals(world.server.requests("members").length, 1);
});

Deno.test("typing - is forgotten after 6 s, and ends with the message", async () => {
  const world = new ChatWorld();
  world.server.presence = [change("online")];
  const model = await world.online();
  const names = model.typing("general");
  const type = async () => {
    world.server.push({ type: "typing", conversation: "general", user: BEN.id });
    await world.rest();
  };
  await type();
  assertEquals(names.value, ["ben"]);
  await world.pass(TYPING_MS - 500);
  await type(); // still at it
  await world.pass(TYPING_MS - 500);
  assertEquals(names.value, ["ben"]);
  await world.pass(500);
  assertEquals(names.value, []);
  await type();
  assertEquals(names.value, ["ben"]);
  world.server.say("general", "done");
  await world.rest();
  assertEquals(names.value, []);
  await type();
  world.server.cut();
  assertEquals(names.value, []);
});

Deno.test("typing - the user's own is said once in three seconds and never shown", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  for (let n = 0; n < 40; n++) {
    model.writing("general");
    await world.pass(100);
  }
  assertEquals(world.server.requests("typing").length, 2);
  world.server.push({ type: "typing", conversation: "general", user: ANA.id });
  await world.rest();
  assertEquals(model.typing("general").value, []);
});

Deno.test("activity - away after 5 minutes without a touch, active with the next (P1)", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  const said = () => world.server.requests("presence").map(({ state }) => state);
  await world.pass(AWAY_AFTER_MS - 1_000, 1_000);
  model.touch();
  await world.pass(AWAY_AFTER_MS - 1_000, 1_000);
  assertEquals(said(), []);
  await world.pass(1_000, 1_000);
  assertEquals(said(), ["away"]);
  model.touch();
  await world.rest();
  assertEquals(said(), ["away", "active"]);
});

Deno.test("activity - whoever says so is away, whatever is touched, until they write again", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  const said = () =>
    world.server.requests("presence").map(({ state, status }) => state ?? `“${status}”`);
  model.away("at lunch");
  model.touch();
  model.setVisible(true);
  await world.rest();
  assertEquals(said(), ["“at lunch”", "away"]);
  await model.send("general", "back again");
  await world.rest();
  assertEquals(said(), ["“at lunch”", "away", "active", "“”"]);
  await model.send("general", "and on");
  await world.rest();
  assertEquals(said().length, 4);
});

Deno.test("activity - away after 5 minutes hidden, whatever is touched; said again on a new connection (P1)", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  const said = () => world.server.requests("presence").map(({ state }) => state);
  model.setVisible(false);
  await world.pass(AWAY_AFTER_MS / 2, 1_000);
  model.touch();
  await world.pass(AWAY_AFTER_MS / 2 - 1_000, 1_000);
  assertEquals(said(), []);
  await world.pass(1_000, 1_000);
  assertEquals(said(), ["away"]);
  world.server.cut();
  await world.pass(2_000);
  assertEquals(said(), ["away", "away"]);
  model.setVisible(true);
  await world.rest();
  assertEquals(said(), ["away", "away", "active"]);
});

Deno.test("status - what is set offline is said once online", async () => {
  const world = new ChatWorld();
  const model = world.model();
  model.setStatus("on a train", 5);
  model.start();
  await world.rest();
  assertEquals(world.server.requests("presence"), [
    { type: "presence", status: "on a train", until: 5 },
  ]);
});

Deno.test("notice - is shown until its time", async () => {
  const world = new ChatWorld();
  const model = await world.online();
  const until = world.clock.now() + 5_000;
  world.server.push({ type: "notice", level: "warning", text: "Tea", until });
  await world.pass(4_900);
  assertEquals(model.notice.value?.text, "Tea");
  await world.pass(200);
  assertEquals(model.notice.value, undefined);
});
