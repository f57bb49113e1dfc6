import { assert, assertEquals } from "@std/assert";
import { keys } from "../../../lib/kv/keys.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

const GENERAL = { conversation: "general" };

Deno.test("unread - counts the messages of others after the mark, not events, not one's own", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const { id } = await chat.create(ana, { name: "tea" });
  await chat.join(ben, { room: "tea" });
  const unread = async (who: typeof ana) => (await chat.summary(who, { room: "tea" })).unread;
  await chat.post(ana, { conversation: id, ...saying("one") });
  await chat.topic(ana, { conversation: id, topic: "hot" });
  await chat.post(ana, { conversation: id, ...saying("two") });
  assertEquals([await unread(ana), await unread(ben)], [0, 2]);
  await chat.read(ben, { conversation: id, seq: 3 });
  assertEquals(await unread(ben), 1);
  await fixture.clock.advance(2_000);
  await chat.post(ben, { conversation: id, ...saying("three") });
  assertEquals([await unread(ana), await unread(ben)], [1, 0]);
});

Deno.test("unread - a message that was deleted counts no more, whether it was read or not", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const { id: conversation } = await chat.create(ana, { name: "tea" });
  await chat.join(ben, { room: "tea" });
  const say = (text: string) => chat.post(ana, { conversation, ...saying(text) });
  const places = [];
  for (const text of ["one", "two", "three", "four"]) places.push(await say(text));
  const unread = async () => (await chat.summary(ben, { conversation })).unread;
  const listed = async () =>
    (await chat.sync(ben)).conversations.find(({ id }) => id === conversation)?.unread;
  const [one, two, , four] = places.map(({ seq }) => seq);
  await chat.read(ben, { conversation, seq: two! });
  assertEquals(await unread(), 2);
  await chat.delete(ana, { conversation, target: one! });
  assertEquals(await unread(), 2, "that one was read");
  await chat.delete(ana, { conversation, target: four! });
  assertEquals(await unread(), 1);
  await say("five");
  assertEquals([await unread(), await listed()], [2, 2]);
});

Deno.test("unread - what was said before somebody came is not unread to them", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  await chat.post(ana, { ...GENERAL, ...saying("long ago") });
  const ben = await fixture.person("ben");
  const unread = async () => (await chat.sync(ben)).conversations[0]?.unread;
  assertEquals(await unread(), 0);
  await fixture.clock.settle();
  await chat.post(ana, { ...GENERAL, ...saying("now") });
  assertEquals(await unread(), 1);
});

Deno.test("unread - the first message of a direct conversation is", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const { conversation } = await chat.post(ana, saying("psst", { to: "ben" }));
  const mine = (await chat.sync(ben)).conversations.find((one) => one.id === conversation);
  assertEquals([mine?.unread, mine?.read, mine?.seen], [1, 0, 1]);
});

Deno.test("reading - goes on to the head at most, and never back", async () => {
  const { fixture, chat, heard } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  await chat.summary(ben, GENERAL);
  for (let n = 0; n < 5; n++) await chat.post(ana, { ...GENERAL, ...saying(`${n}`) });
  const mark = async () => (await chat.summary(ben, GENERAL)).read;
  const read = async (seq: number) => {
    await fixture.clock.advance(2_000);
    await chat.read(ben, { ...GENERAL, seq });
  };
  await read(3);
  assertEquals(await mark(), 3);
  await read(2);
  assertEquals(await mark(), 3);
  const said = heard.flatMap(({ message }) => message.type === "read" ? [message.seq] : []);
  assertEquals(said.at(-1), 3);
  await read(1_000_000);
  assertEquals(await mark(), 5);
  await fixture.clock.advance(1_000);
  await chat.post(ana, { ...GENERAL, ...saying("more") });
  assertEquals(await mark(), 5, "a mark ahead of the head was cut to it");
});

Deno.test("reading - clears the mentions up to the mark", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  await chat.summary(ben, GENERAL);
  for (const n of [1, 2, 3]) await chat.post(ana, { ...GENERAL, ...saying(`@ben ${n}`) });
  await fixture.clock.advance(2_000);
  await chat.read(ben, { ...GENERAL, seq: 2 });
  assertEquals((await chat.summary(ben, GENERAL)).mentions, 1);
  await fixture.clock.advance(1_000);
  const left = await fixture.store.list({ prefix: keys.mentions(ben.user.id) }, { limit: 9 });
  assertEquals(left.map(({ key }) => key.at(-1)), [3]);
});

Deno.test("reading - is told to one's own devices, and to the others of a conversation of few (M15)", async () => {
  const { fixture, chat, heard } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  await chat.summary(ben, GENERAL);
  await fixture.clock.advance(2_000);
  const direct = await chat.post(ana, saying("psst", { to: "ben" }));
  await chat.post(ana, { ...GENERAL, ...saying("hello") });
  heard.length = 0;
  await chat.read(ben, { ...GENERAL, seq: 1 });
  await chat.read(ben, { conversation: direct.conversation, seq: 1 });
  assertEquals((await chat.summary(ana, { direct: "ben" })).seen, 1, "before it is written");
  await fixture.clock.advance(2_000);
  const topics = (type: string) =>
    heard.flatMap(({ message, topic }) => message.type === type ? [topic] : []);
  const own = `user:${ben.user.id}` as const;
  assertEquals(topics("read"), [own, own]);
  const places = [direct.conversation, GENERAL.conversation].map((id) => `conversation:${id}`);
  assertEquals(topics("receipts"), places);
  const seen = (await chat.summary(ana, { direct: "ben" })).seen;
  assertEquals(seen, 1);
});

Deno.test("reading - a mark is written at most once a second, the last wish wins", async () => {
  const { fixture, chat, heard } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  await chat.summary(ben, GENERAL);
  for (let n = 0; n < 9; n++) await chat.post(ana, { ...GENERAL, ...saying(`${n}`) });
  await fixture.clock.advance(2_000);
  heard.length = 0;
  for (let seq = 1; seq <= 8; seq++) await chat.read(ben, { ...GENERAL, seq });
  const said = () => heard.flatMap(({ message }) => message.type === "read" ? [message.seq] : []);
  assertEquals(said(), []);
  assertEquals((await chat.summary(ben, GENERAL)).read, 8, "what waits counts already");
  await fixture.clock.advance(1_000);
  assertEquals(said(), [8]);
});

Deno.test("reading - up to what was delivered here is told at once, further when it is written", async () => {
  const { fixture, chat, feeds, heard } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  await feeds.open("general");
  for (let n = 0; n < 2; n++) await chat.post(ana, { ...GENERAL, ...saying(`${n}`) });
  await fixture.clock.settle();
  heard.length = 0;
  const said = () => heard.flatMap(({ message }) => message.type === "read" ? [message.seq] : []);
  await chat.read(ben, { ...GENERAL, seq: 1 });
  assertEquals(said(), [1]);
  await chat.read(ben, { ...GENERAL, seq: 9 });
  assertEquals(said(), [1]);
  await fixture.clock.advance(1_000);
  assertEquals(said(), [1, 2], "a wish beyond the head is cut to it");
});

Deno.test("reading - alone, all marks go in one commit, and none moves back", async () => {
  const { fixture, chat, bus, kv } = await ChatInstances.open();
  const [ana, ben, eve] = [
    await fixture.person("ana"),
    await fixture.person("ben"),
    await fixture.person("eve"),
  ];
  for (const one of [ana, ben, eve]) await chat.summary(one, GENERAL);
  for (let n = 0; n < 4; n++) await chat.post(ana, { ...GENERAL, ...saying(`@eve ${n}`) });
  await chat.read(eve, { ...GENERAL, seq: 3 });
  await fixture.clock.advance(3_000);
  const roster = { key: keys.live(), value: {} };
  await fixture.store.commit([], [{ type: "set", ...roster }]);
  const { versionstamp } = await fixture.store.get(keys.live());
  bus.aloneCheck = () => ({ key: keys.live(), versionstamp });
  await chat.post(ana, { ...GENERAL, ...saying("five") });
  await chat.read(ben, { ...GENERAL, seq: 4 });
  await chat.read(eve, { ...GENERAL, seq: 2 });
  kv.take();
  await fixture.clock.advance(1_000);
  const commits = kv.take().filter(({ call }) => call === "commit");
  assertEquals(commits.length, 1);
  const marks = async () =>
    await Promise.all(
      [ana, ben, eve].map(async (one) =>
        (await fixture.store.get<{ seq: number }>(keys.read(one.user.id, "general"))).value?.seq
      ),
    );
  assertEquals(await marks(), [4, 4, 3], "that who writes has read can wait");
  await fixture.clock.advance(10_000);
  assertEquals(await marks(), [5, 4, 3]);
  await fixture.store.commit([], [{ type: "set", ...roster }]); // another instance came
  bus.refresh = () => Promise.resolve(void (bus.aloneCheck = () => undefined));
  await chat.read(ben, { ...GENERAL, seq: 5 });
  await fixture.clock.advance(2_000);
  assertEquals(await marks(), [5, 5, 3], "a guard that fails loses no mark");
});

Deno.test("reading - whoever wrote last has read it all, also if that was never written", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  await chat.summary(ana, GENERAL);
  await fixture.clock.advance(2_000);
  await chat.post(ben, { ...GENERAL, ...saying("one") });
  await chat.post(ana, { ...GENERAL, ...saying("two") });
  const two = await fixture.start("two"); // where nothing is known of what waits on the first
  assertEquals((await two.chat.summary(ana, GENERAL)).unread, 0);
});

Deno.test("reading - who writes a lot moves their mark once a second, and to the last", async () => {
  const { fixture, chat, kv } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  await chat.summary(ana, GENERAL);
  await fixture.clock.advance(2_000);
  kv.take();
  for (let n = 0; n < 9; n++) await chat.post(ana, { ...GENERAL, ...saying(`${n}`) });
  const marks = () =>
    kv.calls.flatMap((call) => call.call === "commit" ? call.mutations : [])
      .filter(({ key }) => key[0] === "read").length;
  assertEquals(marks(), 0);
  assertEquals((await chat.summary(ana, GENERAL)).unread, 0);
  await fixture.clock.advance(5_000);
  assertEquals(marks(), 1);
  const two = await fixture.start("two");
  assertEquals((await two.chat.summary(ana, GENERAL)).unread, 0);
});

Deno.test("reading - what waits is written when they close", async () => {
  const { fixture, chat, positions } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  await chat.summary(ben, GENERAL);
  await fixture.clock.advance(2_000);
  for (let n = 0; n < 3; n++) await chat.post(ana, { ...GENERAL, ...saying(`${n}`) });
  for (const seq of [1, 3]) await chat.read(ben, { ...GENERAL, seq });
  await positions.close();
  const stored = await fixture.store.get<{ seq: number }>(keys.read(ben.user.id, "general"));
  assertEquals(stored.value?.seq, 3);
});

Deno.test("history - pages go back from the end, or on from a place", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  for (let n = 1; n <= 7; n++) await chat.post(ana, { ...GENERAL, ...saying(`${n}`) });
  const page = async (range: { before?: number; after?: number; limit: number }) => {
    const { events, more } = await chat.history(ana, { ...GENERAL, ...range });
    return [events.map((event) => event.seq), more];
  };
  assertEquals(await page({ limit: 3 }), [[5, 6, 7], true]);
  assertEquals(await page({ before: 5, limit: 3 }), [[2, 3, 4], true]);
  assertEquals(await page({ before: 2, limit: 3 }), [[1], false]);
  assertEquals(await page({ after: 2, limit: 3 }), [[3, 4, 5], true]);
  assertEquals(await page({ after: 4, limit: 3 }), [[5, 6, 7], false]);
});

Deno.test("history - is for members", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const { id } = await chat.create(ana, { name: "tea" });
  await chat.history(ana, { conversation: id, limit: 1 });
  const read = () => chat.history(ben, { conversation: id, limit: 1 });
  await assertRefused(read, "not-member");
  await assertRefused(() => chat.members(ben, { conversation: id, limit: 50 }), "not-member");
  await assertRefused(() => chat.read(ben, { conversation: id, seq: 1 }), "not-member");
  await assertRefused(() => chat.summary(ben, { room: "tea" }), "not-member");
  await assertRefused(() => chat.summary(ben, { room: "nowhere" }), "unknown-room");
  await assertRefused(() => chat.summary(ben, { direct: "ana" }), "unknown-conversation");
});

Deno.test("sync - a hundred conversations take no more reads in a row than one", async () => {
  const { fixture, chat, kv } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  const reads = async () => {
    let depth = 0, answered = 0, asked = 0;
    kv.before = () => {
      if (asked++ === answered) depth++;
      return fixture.clock.settle().then(() => void answered++);
    };
    kv.take();
    const { conversations } = await chat.sync(ana);
    kv.before = () => {};
    return { calls: kv.take().length, depth, conversations: conversations.length };
  };
  await chat.sync(ana);
  await fixture.clock.advance(2_000);
  const one = await reads();
  for (let n = 0; n < 60; n++) await chat.create(ana, { name: `room-${n}` });
  for (let n = 0; n < 39; n++) {
    await fixture.person(`person ${n}`);
    await chat.post(ana, saying("hi", { to: `person ${n}` }));
  }
  await fixture.clock.advance(120_000);
  const hundred = await reads();
  assertEquals([one.conversations, hundred.conversations], [1, 100]);
  assert(hundred.depth <= one.depth + 1, `${hundred.depth} against ${one.depth}`);
  assert(hundred.calls <= 12, `${hundred.calls} calls`);
});

Deno.test("sync - whoever syncs is here, and whom they talk with has a name", async () => {
  const { fixture, chat, presence } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  await chat.open(ana, "ben");
  presence.connect(ana.user, "1");
  const state = await chat.sync(ana);
  assertEquals(state.presence.map((one) => [one.user, one.state]), [[ana.user.id, "online"]]);
  assertEquals(Object.keys(state.users).toSorted(), [ana.user.id, ben.user.id].toSorted());
});

Deno.test("people - members and search show who is here", async () => {
  const { fixture, chat, presence } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("Ana"), await fixture.person("Ben")];
  await fixture.person("Anatole");
  presence.connect(ben.user, "1");
  await fixture.clock.advance(300);
  const { members } = await chat.members(ana, { ...GENERAL, limit: 50 });
  assertEquals(
    members.map((one) => [one.name, one.state]).toSorted(),
    [["Ana", "offline"], ["Anatole", "offline"], ["Ben", "online"]],
  );
  assertEquals((await chat.people(ana, { query: "an" })).map((one) => one.name), [
    "Ana",
    "Anatole",
  ]);
});
