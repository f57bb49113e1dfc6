import { assertEquals } from "@std/assert";
import { keys } from "../../../lib/kv/keys.ts";
import { ensureGeneral } from "../../../lib/store/conversations/conversations.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

const PAGE = { limit: 100 };

Deno.test("rooms - making one takes one commit: the room, its name, the member, the event", async () => {
  const { fixture, chat, kv } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  kv.take();
  const room = await chat.create(ana, { name: "tea-42", topic: " hot  drinks " });
  assertEquals(kv.take().filter((call) => call.call === "commit").length, 1);
  assertEquals(room, {
    id: room.id,
    kind: "room",
    name: "tea-42",
    topic: "hot drinks",
    head: 1,
    read: 1,
    unread: 0,
    mentions: 0,
    lastAt: fixture.clock.now(),
  });
});

Deno.test("rooms - a name is one room's, also when two are made at once", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const two = await fixture.start("two");
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const tries = await Promise.allSettled([
    chat.create(ana, { name: "tea" }),
    two.chat.create(ben, { name: "tea" }),
    two.chat.create(ana, { name: "tea" }),
    chat.create(ben, { name: "tea" }),
  ]);
  const made = tries.flatMap((one) => one.status === "fulfilled" ? [one.value.id] : []);
  assertEquals(new Set(made).size, 1);
  assertEquals(made.length, 2, "whoever made it asked twice");
  assertEquals((await chat.rooms(ana, PAGE)).rooms.map((room) => room.name), ["general", "tea"]);
  await assertRefused(() => chat.create(ana, { name: "general" }), "room-taken");
});

Deno.test("rooms - names are small letters, digits and hyphens, up to 64", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  await chat.create(ana, { name: "a".repeat(64) });
  for (const name of ["Tea", "tea room", "té", "#tea", "tea\n", "Дом", "日本語"]) {
    await assertRefused(() => chat.create(ana, { name }), "room-name");
  }
  await assertRefused(() => chat.create(ana, { name: " " }), "room-name-empty");
  await assertRefused(() => chat.create(ana, { name: "a".repeat(65) }), "room-name-too-long");
  await assertRefused(() => chat.create(ana, { name: "!!!" }), "room-name-signs");
});

Deno.test("rooms - guests make none", async () => {
  const { fixture, chat } = await ChatInstances.open();
  await chat.create(await fixture.person("ana"), { name: "tea" });
  const guest = await fixture.person("gus", "guest");
  await assertRefused(() => chat.create(guest, { name: "mine" }), "members-only");
});

Deno.test("rooms - the list shows public rooms and one's own private ones", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  await chat.create(ana, { name: "tea", topic: "hot" });
  await chat.create(ana, { name: "secret", private: true });
  const names = async (who: typeof ana) =>
    (await chat.rooms(who, PAGE)).rooms.map(({ title, name }) => title ?? name);
  assertEquals(await names(ana), ["general", "secret", "tea"]);
  assertEquals(await names(ben), ["general", "tea"]);
  const [general, tea] = (await chat.rooms(ben, PAGE)).rooms;
  assertEquals([general?.members, general?.joined], [2, true]);
  assertEquals([tea?.members, tea?.joined, tea?.topic], [1, false, "hot"]);
});

Deno.test("rooms - numbers of members are at most thirty seconds old", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  await chat.create(ana, { name: "tea" });
  const count = async () =>
    (await chat.rooms(ana, PAGE)).rooms.find((room) => room.name === "tea")?.members;
  assertEquals(await count(), 1);
  await chat.join(ben, { room: "tea" });
  await fixture.clock.advance(30_000);
  assertEquals(await count(), 2);
});

Deno.test("topics - are an event and the room's row, and are told to its followers", async () => {
  const { fixture, chat, heard } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  const guest = await fixture.person("gus", "guest");
  const { id } = await chat.create(ana, { name: "tea" });
  const placed = await chat.topic(ana, { conversation: id, topic: "two\nlines" });
  assertEquals(placed.seq, 2);
  assertEquals(heard.at(-1), {
    topic: `conversation:${id}`,
    message: { type: "changed", what: "conversation", id },
  });
  assertEquals((await chat.summary(ana, { room: "tea" })).topic, "two lines");
  const { events } = await chat.history(ana, { conversation: id, after: 1, limit: 5 });
  assertEquals(events[0]?.kind === "topic" && events[0].topic, "two lines");
  await chat.topic(ana, { conversation: id, topic: "x".repeat(250) });
  const long = { conversation: id, topic: "x".repeat(251) };
  await assertRefused(() => chat.topic(ana, long), "topic-too-long");
  await assertRefused(() => chat.topic(guest, { conversation: id, topic: "x" }), "not-member");
  await chat.join(guest, { room: "tea" });
  await assertRefused(() => chat.topic(guest, { conversation: id, topic: "x" }), "members-only");
  const direct = await chat.open(ana, "gus");
  const there = { conversation: direct.id, topic: "x" };
  await assertRefused(() => chat.topic(ana, there), "not-allowed");
});

Deno.test("topics - two at once on two instances both happen, the later one stands", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const two = await fixture.start("two");
  const ana = await fixture.person("ana");
  const { id } = await chat.create(ana, { name: "tea" });
  await Promise.all([
    chat.topic(ana, { conversation: id, topic: "green" }),
    two.chat.topic(ana, { conversation: id, topic: "black" }),
  ]);
  const { events } = await chat.history(ana, { conversation: id, after: 1, limit: 5 });
  const topics = events.map((event) => event.kind === "topic" && event.topic);
  assertEquals(topics.toSorted(), ["black", "green"]);
  assertEquals((await chat.summary(ana, { room: "tea" })).topic, topics[1]);
});

Deno.test("topics - keep what else is changed of the room at the same time", async () => {
  const { fixture, chat, kv } = await ChatInstances.open();
  const mod = await fixture.person("mod", "moderator");
  const { id } = await chat.create(mod, { name: "tea" });
  let changed = false;
  kv.before = async ({ call }) => {
    if (call !== "commit" || changed) return;
    changed = true;
    const key = keys.conversation(id);
    const { value } = await fixture.store.get<object>(key);
    await fixture.store.commit([], [{ type: "set", key, value: { ...value, readOnly: true } }]);
  };
  await chat.topic(mod, { conversation: id, topic: "hot" });
  const { topic, readOnly } = await chat.summary(mod, { room: "tea" });
  assertEquals([topic, readOnly], ["hot", true]);
});

Deno.test("general - two instances at a first start make it once", async () => {
  const fixture = new ChatInstances();
  await Promise.all([
    ensureGeneral(fixture.store, fixture.clock),
    ensureGeneral(fixture.store, fixture.clock),
  ]);
  await ensureGeneral(fixture.store, fixture.clock);
  assertEquals(fixture.store.commits, 1);
  const { chat } = await fixture.start("one");
  const ana = await fixture.person("ana");
  await chat.post(ana, { conversation: "general", ...saying("hello") });
});
