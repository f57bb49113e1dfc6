import { assertEquals } from "@std/assert";
import type { ConversationSummary, PresenceChange } from "../../lib/protocol/events.ts";
import type { Member } from "../../lib/protocol/requests/people.ts";
import { roomNumbers } from "../../lib/protocol/room_preview.ts";
import { ClientFixture, shown } from "../support/client_fixture.ts";
import { ANA } from "../support/fake_server.ts";

const member = (n: number, state: Member["state"]): Member => (
  { id: `u-${n}`, name: `n${n}`, role: "member", state }
);
const change = (n: number, state: Member["state"]): PresenceChange => {
  const { id: user, ...rest } = member(n, state);
  return { user, ...rest };
};

/** A client that shows the members of `general`: so many, five of them online, in pages of ten. */
async function roomOf(size: number) {
  const fixture = new ClientFixture();
  fixture.server.membersPerPage = 10;
  fixture.server.members = Array.from(
    { length: size },
    (_, n) => member(n, n < 5 ? "online" : "offline"),
  );
  const model = await fixture.online();
  model.members.show("general");
  await fixture.rest();
  const { members } = model;
  const states = () => members.list.value.map(({ state }) => state);
  const asked = () => fixture.server.requests("members").length;
  /** Tells how many are in each state now. */
  async function count() {
    const counts = { conversation: "general", ...fixture.server.counts };
    fixture.server.push({ type: "presence", changes: [], counts });
    await fixture.rest();
  }
  return { fixture, model, members, states, asked, count };
}

Deno.test("room members - come by pages, with the counts of all (P5)", async () => {
  const { fixture, members, asked } = await roomOf(25);
  assertEquals([members.list.value.length, members.hasMore], [10, true]);
  assertEquals(members.counts, { online: 5, away: 0, offline: 20 });
  for (const held of [20, 25, 25]) {
    const loading = members.loadMore();
    await fixture.rest();
    await loading;
    assertEquals(members.list.value.length, held);
  }
  assertEquals([members.hasMore, asked()], [false, 3]);
});

Deno.test("room members - who moves to a page that was read, out of the next one, is asked for (P5)", async () => {
  const { fixture, members } = await roomOf(15);
  fixture.server.members = [member(14, "online"), ...fixture.server.members.slice(0, 14)];
  const loading = members.loadMore();
  await fixture.rest();
  await loading;
  await fixture.pass(2_000);
  assertEquals([members.list.value.length, members.hasMore], [15, false]);
});

Deno.test("room members - those that are held change with what is pushed (P5)", async () => {
  const { fixture, model, states, asked } = await roomOf(8);
  const changes = [change(0, "away"), change(1, "offline"), change(7, "online")];
  fixture.server.push({ type: "presence", changes });
  await fixture.rest();
  const off = "offline" as const;
  assertEquals(states(), ["away", off, "online", "online", "online", off, off, "online"]);
  assertEquals([model.stateOf("u-7"), asked()], ["online", 1]);
});

Deno.test("room members - what the server counted has the changes in it that came before (P5)", async () => {
  const { fixture, members, asked } = await roomOf(8);
  const counts = { conversation: "general", online: 4, away: 0, offline: 4 };
  fixture.server.push({ type: "presence", changes: [change(1, "offline")], counts });
  await fixture.rest();
  assertEquals([members.counts, asked()], [{ online: 4, away: 0, offline: 4 }, 1]);
  fixture.server.push({ type: "presence", changes: [change(1, "away")] });
  await fixture.rest();
  assertEquals(members.counts, { online: 4, away: 1, offline: 3 });
});

Deno.test("room members - who deletes their account is none of them at once, and is seen to go (P4, P5)", async () => {
  const { fixture, model, members } = await roomOf(8);
  const timeline = model.timeline("general");
  await fixture.rest();
  const gone = { name: "", role: "member" as const, gone: true };
  fixture.server.push({ type: "users", users: { "u-1": gone, "u-7": gone } });
  fixture.server.push({ type: "presence", changes: [change(1, "offline")] });
  await fixture.pass(1_000);
  assertEquals(shown(timeline), ["<n1 offline>"]);
  assertEquals(members.list.value.map(({ name }) => name), ["n0", "n2", "n3", "n4", "n5", "n6"]);
  assertEquals(members.counts, { online: 4, away: 0, offline: 2 });
});

Deno.test("room members - all held, they are asked for again when the counts say that somebody is new (P4, P5)", async () => {
  const { fixture, model, members, asked, count } = await roomOf(8);
  const timeline = model.timeline("general");
  await fixture.rest();
  const me: Member = { ...ANA, state: "online" };
  fixture.server.members = [member(8, "online"), me, ...fixture.server.members];
  await count();
  await fixture.pass(2_000);
  assertEquals([members.list.value.length, asked()], [10, 2]);
  assertEquals(shown(timeline), ["<n8 online>"], "who is new to the room and here, but oneself");
  await count();
  await fixture.pass(60_000, 1_000);
  assertEquals(asked(), 2, "nothing is new");
});

Deno.test("room members - of a larger room they grow old for a while: not all may ask at once (P5)", async () => {
  const { fixture, members, asked, count } = await roomOf(25);
  const early: number[] = [];
  for (let n = 0; n < 10; n++) {
    fixture.server.members = [member(100 + n, "online"), ...fixture.server.members];
    await count();
    await fixture.pass(1_000);
    early.push(asked());
  }
  assertEquals(members.counts?.online, 15, "the counts are of now");
  await fixture.pass(60_000, 1_000);
  const later = asked() - 1;
  assertEquals(later >= 1 && later <= 3, true, `${later} times in 70 s, ${early}`);
  assertEquals(members.list.value[0]?.name, "n109");
});

Deno.test("room members - after a reconnection they are asked for again, all pages that were held (P5)", async () => {
  const { fixture, members, states, asked } = await roomOf(25);
  const loading = members.loadMore();
  await fixture.rest();
  await loading;
  fixture.server.cut();
  fixture.server.members = fixture.server.members.map((one) => ({ ...one, state: "offline" }));
  await fixture.pass(3_000);
  assertEquals([members.list.value.length, asked()], [20, 4]);
  assertEquals(new Set(states()), new Set(["offline"]));
});

Deno.test("room members - of another conversation, the states of the one before are forgotten (P5)", async () => {
  const { fixture, model, members } = await roomOf(8);
  fixture.server.presence = [{ user: ANA.id, name: ANA.name, role: ANA.role, state: "online" }];
  fixture.server.addRoom("club");
  assertEquals(model.stateOf("u-0"), "online");
  fixture.server.members = [member(50, "online")];
  members.show("club");
  assertEquals([members.list.value, members.counts], [[], undefined]);
  assertEquals(model.stateOf("u-0"), "offline", "nobody tells of them any more");
  await fixture.rest();
  assertEquals(members.list.value.map(({ name }) => name), ["n50"]);
});

Deno.test("room members - who left while one was away, and whom one talks to directly, is offline (P1, P5)", async () => {
  const { fixture, model } = await roomOf(8);
  const direct: ConversationSummary = {
    id: "d-1",
    kind: "direct",
    with: { id: "u-1", name: "n1", role: "member" },
    head: 0,
    read: 0,
    unread: 0,
    mentions: 0,
    lastAt: 0,
  };
  fixture.server.push({ type: "conversation", conversation: direct });
  fixture.server.summaries.set(direct.id, direct);
  await fixture.rest();
  assertEquals(model.stateOf("u-1"), "online");
  fixture.server.members = fixture.server.members.map((one) =>
    one.id === "u-1" ? member(1, "offline") : one
  );
  fixture.server.cut();
  await fixture.pass(10_000, 500);
  assertEquals(model.connection.value.state, "online");
  assertEquals(model.stateOf("u-1"), "offline");
});

Deno.test("room members - of a room that one comes into again, they are asked for again (P5)", async () => {
  const { fixture, asked, members } = await roomOf(8);
  const conversation = fixture.server.summaries.get("general");
  if (!conversation) throw new Error("There is no general");
  await fixture.pass(3_000);
  fixture.server.push({ type: "conversation", conversation, gone: true });
  fixture.server.push({ type: "conversation", conversation });
  await fixture.pass(3_000);
  assertEquals([asked(), members.list.value.length], [2, 8]);
});

Deno.test("room members - a bot is held and counted by nobody, and is not asked for over and over (B1)", async () => {
  const { fixture, model, members } = await roomOf(4);
  fixture.server.members = [...fixture.server.members, { ...member(7, "offline"), bot: true }];
  model.members.show("other");
  model.members.show("general");
  await fixture.rest();
  const asked = fixture.server.requests("members").length;
  await fixture.pass(10_000);
  assertEquals(fixture.server.requests("members").length, asked);
  assertEquals(members.list.value.length, 5);
  assertEquals(members.counts, { online: 4, away: 0, offline: 0 });
});

Deno.test("room members - a guest who comes, goes and registers moves no number but their own (P8)", async () => {
  const { fixture, model, members } = await roomOf(4);
  fixture.server.members = [...fixture.server.members, { ...member(7, "online"), role: "guest" }];
  model.members.show("other");
  model.members.show("general");
  await fixture.rest();
  const numbers = () => members.counts && roomNumbers(members.counts);
  assertEquals(numbers(), { members: 4, guests: 1, here: 5 });
  const turn = async (state: Member["state"]) => {
    const changes = [{ ...change(7, state), role: "guest" as const }];
    fixture.server.push({ type: "presence", changes });
    await fixture.rest();
  };
  await turn("away");
  assertEquals(numbers(), { members: 4, guests: 1, here: 4 });
  await turn("offline");
  assertEquals(numbers(), { members: 4, guests: 0, here: 4 });
  await turn("online");
  assertEquals(numbers(), { members: 4, guests: 1, here: 5 });
  fixture.server.push({ type: "users", users: { "u-7": { name: "n7", role: "member" } } });
  await fixture.rest();
  assertEquals(numbers(), { members: 5, guests: 0, here: 5 });
});
