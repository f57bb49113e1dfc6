import { assert, assertEquals } from "@std/assert";
import type { Actor } from "../../../lib/chat/chat.ts";
import { MAX_GROUP } from "../../../lib/protocol/limits.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

const DAY_MS = 24 * 60 * 60_000;

async function people() {
  const opened = await ChatInstances.open();
  const { fixture, chat } = opened;
  const [ana, ben, cleo, dan] = [
    await fixture.person("ana"),
    await fixture.person("ben"),
    await fixture.person("cleo"),
    await fixture.person("dan"),
  ];
  const open = (by: Actor, ...people: string[]) => chat.openWith(by, { people });
  const namesOf = async (by: Actor, id: string) =>
    (await chat.summary(by, { conversation: id })).people?.map(({ name }) => name);
  return { ...opened, ana, ben, cleo, dan, open, namesOf };
}

Deno.test("groups - the same people are the same group, whoever opens it, on any instance (M13)", async () => {
  const { fixture, ana, ben, cleo, open } = await people();
  const two = await fixture.start("two");
  const group = await open(ana, "ben", "cleo");
  assertEquals(group.kind, "direct");
  assertEquals(group.people?.map(({ name }) => name), ["ben", "cleo"]);
  assertEquals((await open(ben, "cleo", "ana", "cleo", "ben")).id, group.id);
  assertEquals((await two.chat.openWith(cleo, { people: ["ana", "ben"] })).id, group.id);
  const pair = await open(ana, "ben");
  assertEquals(pair.with?.name, "ben", "with one other it is their direct conversation");
  const [one, other] = await Promise.all([
    open(ana, "ben", "dan"),
    two.chat.openWith(ben, { people: ["dan", "ana"] }),
  ]);
  assertEquals(one.id, other.id, "made at the same time, it is one");
});

Deno.test("groups - what is said in one is unread to all others in it, and to nobody else (M13)", async () => {
  const { chat, ana, ben, cleo, dan, open } = await people();
  const { id } = await open(ana, "ben", "cleo");
  await chat.post(ana, { ...saying("the key hangs beside the pump"), conversation: id });
  for (const [who, unread] of [[ana, 0], [ben, 1], [cleo, 1]] as const) {
    assertEquals((await chat.summary(who, { conversation: id })).unread, unread, who.user.name);
  }
  await assertRefused(() => chat.summary(dan, { conversation: id }), "unknown-conversation");
  const stranger = { conversation: id, limit: 50 };
  await assertRefused(() => chat.history(dan, stranger), "unknown-conversation");
  await assertRefused(() => chat.join(dan, { conversation: id }), "unknown-conversation");
});

Deno.test("groups - who is added sees what is said from then on, or everything, as asked (M13)", async () => {
  const { fixture, chat, ana, cleo, dan, open } = await people();
  const eve = await fixture.person("eve");
  const { id } = await open(ana, "ben", "cleo");
  await chat.post(ana, { ...saying("before"), conversation: id });
  const { seq } = await chat.add(cleo, { conversation: id, user: "dan" });
  await chat.post(ana, { ...saying("after"), conversation: id });
  await chat.add(ana, { conversation: id, user: "eve", all: true });
  const textsOf = async (who: Actor) =>
    (await chat.history(who, { conversation: id, limit: 50 })).events
      .map((event) => event.kind === "message" ? event.text : event.kind);
  assertEquals(await textsOf(dan), ["join", "after", "join"]);
  assertEquals(await textsOf(eve), ["before", "join", "after", "join"]);
  const [added, shown] = (await chat.history(ana, { conversation: id, limit: 50 })).events
    .filter(({ kind }) => kind === "join");
  assertEquals(added, {
    kind: "join",
    by: dan.user.id,
    addedBy: cleo.user.id,
    seq,
    at: fixture.clock.now(),
  });
  assert(shown?.kind === "join" && shown.all);
  const { from, unread } = await chat.summary(dan, { conversation: id });
  assertEquals([from, unread], [seq, 1]);
});

Deno.test("groups - anyone in it adds somebody, up to twelve, and nobody from outside (M13)", async () => {
  const { fixture, chat, ana, ben, dan, open, namesOf } = await people();
  const { id } = await open(ana, "ben", "cleo");
  await assertRefused(
    () => chat.add(dan, { conversation: id, user: "dan" }),
    "unknown-conversation",
  );
  const guest = await fixture.person("guy", "guest");
  await chat.add(ben, { conversation: id, user: "guy" });
  await chat.add(guest, { conversation: id, user: "dan" });
  await chat.add(guest, { conversation: id, user: "dan" });
  assertEquals(await namesOf(ana, id), ["ben", "cleo", "guy", "dan"], "twice is once");
  for (let n = 0; n < MAX_GROUP - 5; n++) {
    await fixture.person(`more ${n}`);
    await chat.add(dan, { conversation: id, user: `more ${n}` });
  }
  await fixture.person("one too many");
  const more = { conversation: id, user: "one too many" };
  await assertRefused(() => chat.add(ana, more), "group-full");
  await chat.leave(guest, { conversation: id });
  await chat.add(ana, more);
  const { id: room } = await chat.create(ana, { name: "garden" });
  await assertRefused(() => chat.add(ana, { conversation: room, user: "ben" }), "not-allowed");
});

Deno.test("groups - a guest starts none, and opens those that there are (M13)", async () => {
  const { fixture, chat, ana, open } = await people();
  const guest = await fixture.person("guy", "guest");
  await open(ana, "ben", "guy");
  assertEquals((await open(guest, "ana", "ben")).people?.length, 2, "one that there is, they open");
  await assertRefused(() => open(guest, "ana", "cleo"), "members-only");
  assertEquals((await open(ana, "guy", "cleo")).kind, "direct");
  assertEquals((await chat.open(guest, "dan")).kind, "direct");
});

Deno.test("groups - who leaves is out at once, and is not put back for a day", async () => {
  const { fixture, chat, ana, ben, cleo, open, namesOf } = await people();
  const { id } = await open(ana, "ben", "cleo");
  await chat.add(ana, { conversation: id, user: "dan" });
  await chat.post(ana, { ...saying("all of it"), conversation: id });
  await chat.leave(cleo, { conversation: id });
  await assertRefused(
    () => chat.history(cleo, { conversation: id, limit: 5 }),
    "unknown-conversation",
  );
  assertEquals(await namesOf(ana, id), ["ben", "dan"]);
  const again = { conversation: id, user: "cleo" };
  await assertRefused(() => chat.add(ben, again), "group-left");
  assertEquals((await open(ana, "ben", "dan")).id, id, "it is the group of those who are left");
  const before = await open(ana, "ben", "cleo", "dan");
  assert(before.id !== id, "and no more of those who were in it");
  await chat.leave(cleo, { conversation: before.id });
  await fixture.clock.advance(DAY_MS);
  await chat.add(ben, again);
  const { from, unread } = await chat.summary(cleo, { conversation: id });
  assertEquals([from !== undefined, unread], [true, 0]);
});

Deno.test("groups - nobody is added where the people have a group already", async () => {
  const { chat, ana, open } = await people();
  const four = await open(ana, "ben", "cleo", "dan");
  const three = await open(ana, "ben", "cleo");
  const add = { conversation: three.id, user: "dan" };
  await assertRefused(() => chat.add(ana, add), "group-exists");
  await chat.leave(ana, { conversation: four.id });
  assert((await chat.add(ana, add)).seq > 0);
});

Deno.test("groups - has a name once somebody in it gives one, which is shown in its place", async () => {
  const { chat, ana, ben, dan, open } = await people();
  const { id, title } = await open(ana, "ben", "cleo");
  assertEquals(title, undefined);
  await chat.rename(ben, { conversation: id, title: "  The well  " });
  assertEquals((await chat.summary(ana, { conversation: id })).title, "The well");
  const asked = { conversation: id, title: "Mine" };
  await assertRefused(() => chat.rename(dan, asked), "unknown-conversation");
  await assertRefused(
    () => chat.rename(ana, { ...asked, title: "x".repeat(65) }),
    "title-too-long",
  );
  await chat.rename(ana, { conversation: id, title: "" });
  assertEquals((await chat.summary(ben, { conversation: id })).title, undefined);
  const named = await chat.openWith(ana, { people: ["ben", "dan"], title: "Olives" });
  assertEquals(named.title, "Olives");
  const room = await chat.create(ana, { name: "garden" });
  await assertRefused(() => chat.rename(ana, { ...asked, conversation: room.id }), "not-allowed");
});

Deno.test("groups - what is changed on two instances at once is one after the other", async () => {
  const { fixture, chat, ana, ben, open, namesOf } = await people();
  const two = await fixture.start("two");
  const { id } = await open(ana, "ben", "cleo");
  await fixture.person("eve");
  await Promise.all([
    chat.add(ana, { conversation: id, user: "dan" }),
    two.chat.add(ben, { conversation: id, user: "eve" }),
    two.chat.rename(ben, { conversation: id, title: "All" }),
  ]);
  assertEquals((await namesOf(ana, id))?.sort(), ["ben", "cleo", "dan", "eve"]);
  assertEquals((await chat.summary(ana, { conversation: id })).title, "All");
  assertEquals((await open(ana, "ben", "cleo", "dan", "eve")).id, id);
});

Deno.test("groups - a membership that is newer than the row that an instance trusts shows no more", async () => {
  const { fixture, chat, ana, dan, open } = await people();
  const two = await fixture.start("two");
  const { id } = await open(ana, "ben", "cleo");
  await chat.post(ana, { ...saying("before"), conversation: id });
  await two.chat.history(ana, { conversation: id, limit: 5 }); // its row is kept there
  fixture.buses.copies = () => 0; // no hint of what follows comes to the other instance
  await chat.add(ana, { conversation: id, user: "dan" });
  const { events } = await two.chat.history(dan, { conversation: id, limit: 5 });
  assertEquals(events.map(({ kind }) => kind), ["join"]);
});
