import { assertEquals } from "@std/assert";
import { AWAY_AFTER_MS } from "../../lib/protocol/limits.ts";
import type { PresenceChange } from "../../lib/protocol/events.ts";
import { ClientFixture, shown } from "../support/client_fixture.ts";
import { ANA, BEN } from "../support/fake_server.ts";

/** Online, looking at the members of `general`: ana, and ben who is not here. */
async function looking(
  fixture: ClientFixture,
  options: Parameters<ClientFixture["online"]>[0] = {},
) {
  fixture.server.members = [{ ...ANA, state: "online" }, { ...BEN, state: "offline" }];
  const model = await fixture.online(options);
  model.members.show("general");
  await fixture.rest();
  return model;
}

const change = (state: PresenceChange["state"], person = BEN): PresenceChange => ({
  user: person.id,
  name: person.name,
  role: person.role,
  state,
});

Deno.test("presence - sync gives everyone, pushes change them, the offline leave the list", async () => {
  const fixture = new ClientFixture();
  fixture.server.presence = [change("online", ANA), change("away")];
  const model = await fixture.online();
  assertEquals([model.stateOf(ANA.id), model.stateOf(BEN.id)], ["online", "away"]);
  fixture.server.push({ type: "presence", changes: [change("offline")] });
  await fixture.rest();
  assertEquals(model.stateOf(BEN.id), "offline");
  assertEquals([...model.presence.value.keys()], [ANA.id]);
});

Deno.test("presence - arrivals and departures are quiet lines, away is not, nor is the user (P4)", async () => {
  const fixture = new ClientFixture();
  const model = await looking(fixture);
  const timeline = model.timeline("general");
  fixture.server.say("general", "hello", ANA);
  await fixture.rest();
  for (const state of ["online", "away", "online"] as const) {
    fixture.server.push({ type: "presence", changes: [change(state), change(state, ANA)] });
  }
  await fixture.pass(100);
  assertEquals(shown(timeline), ["hello", "<ben online>"]);
  fixture.server.push({ type: "presence", changes: [change("offline")] });
  await fixture.pass(100);
  assertEquals(shown(timeline), ["hello", "<ben offline>"], "the last word of a run");
  fixture.server.say("general", "bye");
  fixture.server.append("general", BEN, { kind: "edit", target: 1, text: "edited" });
  await fixture.pass(100);
  assertEquals(shown(timeline), ["edited", "<ben offline>", "bye"]);
});

Deno.test("presence - an arrival that is told by what somebody just did is no line (P4)", async () => {
  const fixture = new ClientFixture();
  const model = await looking(fixture);
  const timeline = model.timeline("general");
  const tell = async (state: "online" | "offline") => {
    fixture.server.push({ type: "presence", changes: [change(state)] });
    await fixture.pass(100);
  };
  fixture.server.say("general", "hello");
  await tell("online"); // it came after the message that they wrote as they came
  fixture.server.say("general", "there?");
  await fixture.pass(100);
  assertEquals(shown(timeline), ["hello", "there?"], "two messages that stand together");
  await tell("offline");
  await tell("online");
  assertEquals(shown(timeline), ["hello", "there?", "<ben online>"], "gone since, and back");
  await tell("offline");
  fixture.server.append("general", BEN, { kind: "reaction", target: 1, emoji: "👍", on: true });
  await tell("online");
  assertEquals(shown(timeline), ["hello", "there?"]);
  await tell("offline");
  await fixture.pass(31_000);
  await tell("online");
  assertEquals(shown(timeline).at(-1), "<ben online>");
});

Deno.test("presence - a line of arrivals calls people as they are called now (N6)", async () => {
  const fixture = new ClientFixture();
  const model = await looking(fixture);
  const timeline = model.timeline("general");
  await fixture.rest();
  fixture.server.push({ type: "presence", changes: [change("online")] });
  await fixture.pass(100);
  assertEquals(shown(timeline), ["<ben online>"]);
  const users = { [BEN.id]: { name: "Benedict", role: "member" as const } };
  fixture.server.push({ type: "users", users });
  await fixture.pass(100);
  assertEquals(shown(timeline), ["<Benedict online>"]);
});

Deno.test("presence - a new name and role are one's own at once, too", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const promoted = { ...ANA, name: "Ana Lima", role: "moderator" } as const;
  fixture.server.push({ type: "presence", changes: [change("online", promoted)] });
  await fixture.rest();
  assertEquals(model.me.value, promoted);
});

Deno.test("presence - who comes is shown where nobody spoke yet, too (P4)", async () => {
  const fixture = new ClientFixture();
  const model = await looking(fixture);
  const timeline = model.timeline("general");
  await fixture.pass(100);
  fixture.server.push({ type: "presence", changes: [change("online")] });
  await fixture.pass(100);
  assertEquals(shown(timeline), ["<ben online>"]);
  fixture.server.say("general", "hello");
  await fixture.pass(100);
  assertEquals(shown(timeline), ["<ben online>", "hello"]);
});

Deno.test("presence - who comes while an empty page is asked for stays in sight (P4)", async () => {
  const fixture = new ClientFixture();
  const conversations = [...fixture.server.summaries.values()];
  const open = { conversation: "general", events: [], users: {} };
  fixture.server.script("history", "ignore"); // its answer takes long
  const model = await looking(fixture, {
    snapshot: { me: ANA, conversations, presence: [], open },
  });
  const timeline = model.timeline("general");
  fixture.server.push({ type: "presence", changes: [change("online")] });
  await fixture.pass(100);
  assertEquals(shown(timeline), ["<ben online>"]);
  void timeline.around(1);
  await fixture.rest();
  void timeline.toLatest();
  await fixture.pass(100);
  assertEquals(shown(timeline), ["<ben online>"]);
  fixture.server.cut();
  fixture.server.say("general", "hello");
  await fixture.pass(2_000);
  assertEquals(shown(timeline), ["<ben online>", "hello"]);
});

Deno.test("presence - a room shows the passages of its members alone (P4)", async () => {
  const fixture = new ClientFixture();
  const cleo = { id: "u-cleo", name: "cleo", role: "member" } as const;
  fixture.server.people.set(cleo.id, cleo);
  fixture.server.addRoom("club");
  fixture.server.members = [{ ...BEN, state: "offline" }];
  const model = await fixture.online();
  const timeline = model.timeline("club");
  model.members.show("club");
  const otherwhere = model.timeline("general");
  fixture.server.say("club", "hello", ANA);
  await fixture.rest();
  fixture.server.push({ type: "presence", changes: [change("online"), change("online", cleo)] });
  await fixture.pass(100);
  assertEquals(shown(timeline), ["hello", "<ben online>"]);
  fixture.server.append("club", cleo, { kind: "join" });
  fixture.server.members = [{ ...BEN, state: "online" }, { ...cleo, state: "online" }];
  await fixture.pass(2_000);
  fixture.server.push({ type: "presence", changes: [change("offline", cleo)] });
  await fixture.pass(100);
  assertEquals(shown(timeline), ["hello", "<ben online>", "<join>", "<cleo offline>"]);
  assertEquals(shown(otherwhere), [], "where they are not looked at");
});

Deno.test("activity - away after 5 minutes without a touch, active with the next (P1)", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const said = () => fixture.server.requests("presence").map(({ state }) => state);
  await fixture.pass(AWAY_AFTER_MS - 1_000, 1_000);
  model.touch();
  await fixture.pass(AWAY_AFTER_MS - 1_000, 1_000);
  assertEquals(said(), []);
  await fixture.pass(1_000, 1_000);
  assertEquals(said(), ["away"]);
  model.touch();
  await fixture.rest();
  assertEquals(said(), ["away", "active"]);
});

Deno.test("activity - whoever says so is away, whatever is touched, until they write again", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const said = () =>
    fixture.server.requests("presence").map(({ state, status }) => state ?? `“${status}”`);
  model.away("at lunch");
  model.touch();
  model.setVisible(true);
  await fixture.rest();
  assertEquals(said(), ["“at lunch”", "away"]);
  await model.send("general", "back again");
  await fixture.rest();
  assertEquals(said(), ["“at lunch”", "away", "active", "“”"]);
  await model.send("general", "and on");
  await fixture.rest();
  assertEquals(said().length, 4);
});

Deno.test("activity - away after 5 minutes hidden, whatever is touched; said again on a new connection (P1)", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const said = () => fixture.server.requests("presence").map(({ state }) => state);
  model.setVisible(false);
  await fixture.pass(AWAY_AFTER_MS / 2, 1_000);
  model.touch();
  await fixture.pass(AWAY_AFTER_MS / 2 - 1_000, 1_000);
  assertEquals(said(), []);
  await fixture.pass(1_000, 1_000);
  assertEquals(said(), ["away"]);
  fixture.server.cut();
  await fixture.pass(2_000);
  assertEquals(said(), ["away", "away"]);
  model.setVisible(true);
  await fixture.rest();
  assertEquals(said(), ["away", "away", "active"]);
});

Deno.test("status - what is set offline is said once online", async () => {
  const fixture = new ClientFixture();
  const model = fixture.model();
  model.setStatus("on a train", 5);
  model.start();
  await fixture.rest();
  assertEquals(fixture.server.requests("presence"), [
    { type: "presence", status: "on a train", until: 5 },
  ]);
});

Deno.test("notice - is shown until its time", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  const until = fixture.clock.now() + 5_000;
  fixture.server.push({ type: "notice", level: "warning", text: "Tea", until });
  await fixture.pass(4_900);
  assertEquals(model.notice.value?.text, "Tea");
  await fixture.pass(200);
  assertEquals(model.notice.value, undefined);
});

Deno.test("members - one is here, and counted, though a page was read before one was told to be (P5)", async () => {
  const fixture = new ClientFixture();
  fixture.server.presence = [change("online", ANA)];
  fixture.server.members = [{ ...ANA, state: "offline" }, { ...BEN, state: "online" }];
  const model = await fixture.online();
  model.members.show("general");
  await fixture.pass(100);
  const here = () => model.members.list.value.map(({ id, state }) => `${id} ${state}`);
  assertEquals(here(), ["u-ana online", "u-ben online"]);
  assertEquals(model.members.counts?.online, 2);
  fixture.server.push({ type: "presence", changes: [change("away")] });
  await fixture.pass(100);
  assertEquals([model.members.counts?.online, model.members.counts?.away], [1, 1]);
});
