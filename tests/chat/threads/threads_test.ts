import { assert, assertEquals } from "@std/assert";
import type { Actor } from "../../../lib/chat/chat.ts";
import { GENERAL } from "../../../lib/protocol/events.ts";
import { soundLog } from "../../support/log_invariants.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

const general = { conversation: GENERAL };

/** Ana begins a thread in general, in which ben and cleo can write. */
async function begun() {
  const instances = await ChatInstances.open();
  const { fixture, chat } = instances;
  const [ana, ben, cleo] = [
    await fixture.person("ana"),
    await fixture.person("ben"),
    await fixture.person("cleo"),
  ];
  for (const one of [ana, ben, cleo]) await chat.summary(one, general);
  const { seq: root } = await chat.post(ana, { ...general, ...saying("Frost tonight?") });
  const reply = (by: Actor, text: string, more: { alsoInRoom?: boolean; replyTo?: number } = {}) =>
    chat.post(by, { ...general, ...saying(text), thread: root, ...more });
  const unread = async (who: Actor) =>
    (await chat.threads(who, { limit: 50 })).threads.map(({ unread }) => unread);
  return { ...instances, fixture, chat, ana, ben, cleo, root, reply, unread };
}

Deno.test("threads - replies stand in the thread, and in the timeline only where they were sent to the room (M6)", async () => {
  const { chat, ana, ben, root, reply } = await begun();
  await reply(ben, "Two degrees");
  const { seq: also } = await reply(ana, "Cover the rows", { alsoInRoom: true });
  const texts = async (asked: { timeline?: boolean; thread?: number }) => {
    const { events } = await chat.history(ben, { ...general, limit: 50, ...asked });
    return events.flatMap((event) => event.kind === "message" ? [event.text] : []);
  };
  assertEquals(await texts({ timeline: true }), ["Frost tonight?", "Cover the rows"]);
  assertEquals(await texts({ thread: root }), ["Two degrees", "Cover the rows"]);
  const page = await chat.history(ben, { ...general, limit: 50, thread: root });
  assert(page.thread?.root.kind === "message");
  const { replies } = page.thread.root;
  assertEquals([replies?.count, replies?.last], [2, also]);
  assertEquals(replies?.by, [ana.user.id, ben.user.id]);
});

Deno.test("threads - unread of a room counts its timeline alone, nor has who replies read the room (M6)", async () => {
  const { chat, ana, ben, cleo, reply } = await begun();
  const unread = async (who: Actor) => {
    const { unread, mentions } = await chat.summary(who, general);
    return [unread, mentions];
  };
  assertEquals([await unread(ben), await unread(cleo)], [[1, 0], [1, 0]]);
  await reply(ben, "@cleo two degrees");
  assertEquals([await unread(ben), await unread(cleo)], [[1, 0], [1, 0]]);
  await reply(ana, "Cover the rows", { alsoInRoom: true });
  assertEquals([await unread(ben), await unread(cleo)], [[2, 0], [2, 0]]);
});

Deno.test("threads - who started, wrote or was named follows; others do not, until they want to (M6)", async () => {
  const { fixture, chat, ana, ben, cleo, root, reply, unread } = await begun();
  const dan = await fixture.person("dan");
  await reply(ben, "Two degrees, @cleo");
  assertEquals(await Promise.all([ana, ben, cleo, dan].map(unread)), [[1], [], [1], []]);
  await chat.follow(dan, { ...general, thread: root, on: true });
  assertEquals(await unread(dan), []);
  await reply(ana, "Then we cover the rows");
  assertEquals(await Promise.all([ana, ben, cleo, dan].map(unread)), [[], [1], [2], [1]]);
});

Deno.test("threads - who answer at the same time each have the other's reply to read (M6)", async () => {
  const { fixture, ana, ben, cleo, reply, unread } = await begun();
  const dan = await fixture.person("dan");
  await Promise.all([reply(ben, "Two degrees"), reply(cleo, "Three"), reply(dan, "Cover them")]);
  // The first has the two others to read, the last has none; who began the thread has all.
  const counts = [...await unread(ben), ...await unread(cleo), ...await unread(dan)];
  assertEquals(counts.toSorted(), [1, 2]);
  assertEquals(await unread(ana), [3]);
});

Deno.test("threads - who left hears no more of it, even named, until they write again (M6)", async () => {
  const { chat, ana, ben, root, reply, unread } = await begun();
  await reply(ben, "one");
  await chat.follow(ana, { ...general, thread: root, on: false });
  assertEquals(await unread(ana), []);
  await reply(ben, "two, @ana");
  assertEquals(await unread(ana), []);
  await reply(ana, "three");
  await reply(ben, "four");
  assertEquals(await unread(ana), [1]);
});

Deno.test("threads - each has a read position of its own, which never goes back (M6)", async () => {
  const { chat, ana, ben, root, reply, unread } = await begun();
  const seqs: number[] = [];
  for (const text of ["one", "two", "three"]) seqs.push((await reply(ben, text)).seq);
  assertEquals(await unread(ana), [3]);
  const readTo = (seq: number) => chat.readThread(ana, { ...general, thread: root, seq });
  await readTo(seqs[1] ?? 0);
  assertEquals(await unread(ana), [1]);
  await readTo(seqs[0] ?? 0);
  assertEquals(await unread(ana), [1]);
  const { thread } = await chat.history(ana, { ...general, limit: 50, thread: root });
  assertEquals([thread?.follows, thread?.read, thread?.unread], [true, seqs[1], 1]);
  await readTo(1_000_000);
  assertEquals(await unread(ana), []);
  await reply(ben, "four");
  assertEquals(await unread(ana), [1]);
});

Deno.test("threads - one is unread again from a reply on, until it is read (M6, M12)", async () => {
  const { fixture, chat, ana, ben, cleo, root, reply, unread } = await begun();
  const seqs: number[] = [];
  for (const text of ["one", "two", "three"]) seqs.push((await reply(ben, text)).seq);
  const place = { ...general, thread: root };
  const readAll = () => chat.readThread(ana, { ...place, seq: seqs[2] ?? 0 });
  await readAll();
  await chat.unreadThread(ana, { ...place, seq: seqs[1] ?? 0 });
  assertEquals(await unread(ana), [2]);
  assertEquals((await chat.summary(ana, general)).unread, 0, "of the thread alone");
  await fixture.clock.advance(10);
  await readAll();
  assertEquals(await unread(ana), []);
  await chat.unreadThread(ana, { ...place, seq: root });
  assertEquals(await unread(ana), [3], "all of it");
  // Her own reply says that she has read.
  await reply(ana, "four");
  assertEquals(await unread(ana), []);
  // Who does not follow it does from then on.
  await chat.unreadThread(cleo, { ...place, seq: seqs[2] ?? 0 });
  assertEquals(await unread(cleo), [2]);
  const { seq: other } = await chat.post(ben, { ...general, ...saying("Elsewhere") });
  for (const [thread, seq] of [[root, other], [seqs[0] ?? 0, seqs[1] ?? 0], [root, 9_999]]) {
    const asked = { ...general, thread: thread ?? 0, seq: seq ?? 0 };
    await assertRefused(() => chat.unreadThread(ana, asked), "unknown-message");
  }
});

Deno.test("threads - the unread ones of all conversations come together, the latest answered first (M6)", async () => {
  const { fixture, chat, ana, ben, root, reply } = await begun();
  const { id: tea } = await chat.create(ana, { name: "tea" });
  await chat.join(ben, { room: "tea" });
  const { seq } = await chat.post(ana, { conversation: tea, ...saying("Green or black?") });
  await reply(ben, "one");
  await chat.post(ben, { conversation: tea, thread: seq, ...saying("Green") });
  await fixture.clock.advance(1_000);
  await reply(ben, "two");
  const { threads, users } = await chat.threads(ana, { limit: 50 });
  assertEquals(
    threads.map(({ conversation, root, last, unread }) => [
      conversation,
      root.seq,
      unread,
      last?.kind === "message" && last.text,
    ]),
    [[GENERAL, root, 2, "two"], [tea, seq, 1, "Green"]],
  );
  assertEquals(users[ben.user.id]?.name, "ben");
  assertEquals((await chat.threads(ana, { limit: 1 })).more, true);
  await chat.leave(ana, { room: "tea" });
  assertEquals((await chat.threads(ana, { limit: 50 })).threads.length, 1);
});

Deno.test("threads - a reply is no root, nor is what is no message; a deleted root keeps its thread (M6)", async () => {
  const { chat, ana, ben, root, reply } = await begun();
  const { seq } = await reply(ben, "one");
  const post = (thread: number) => chat.post(ben, { ...general, ...saying("under it"), thread });
  await post(root);
  for (const none of [seq, 999]) await assertRefused(() => post(none), "unknown-message");
  await assertRefused(
    () => chat.history(ben, { ...general, limit: 5, thread: seq }),
    "unknown-message",
  );
  const { seq: lonely } = await chat.post(ana, { ...general, ...saying("nobody answers") });
  for (const target of [root, lonely, seq]) {
    await chat.delete(target === seq ? ben : ana, { ...general, target });
  }
  await post(root);
  await assertRefused(() => post(lonely), "unknown-message");
  const { events, thread } = await chat.history(ben, { ...general, limit: 50, thread: root });
  assertEquals(
    events.map((event) => event.kind === "message" && [event.text, event.thread]),
    [["", root], ["under it", root], ["under it", root]],
  );
  assert(thread?.root.kind === "message");
  assertEquals([thread.root.text, thread.root.replies?.count], ["", 3]);
});

Deno.test("threads - a timeline page is full though hundreds of replies lie between (M6)", async () => {
  const { fixture, chat, ana, ben, reply } = await begun();
  for (let n = 1; n < 30; n++) await chat.post(ana, { ...general, ...saying(`before ${n}`) });
  await Promise.all(Array.from({ length: 300 }, (_, n) => reply(ben, `${n}`)));
  for (let n = 0; n < 5; n++) await chat.post(ana, { ...general, ...saying(`after ${n}`) });
  const page = await chat.history(ben, { ...general, limit: 20, timeline: true });
  const texts = page.events.map((event) => event.kind === "message" && event.text);
  assertEquals(texts.slice(0, 2).concat(texts.slice(-1)), ["before 15", "before 16", "after 4"]);
  assertEquals([page.more, page.from, page.to], [true, 16, 335]);
  await soundLog(fixture.store, GENERAL);
});
