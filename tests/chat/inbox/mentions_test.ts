import { assertEquals } from "@std/assert";
import type { Actor } from "../../../lib/chat/chat.ts";
import { MAX_CALLED_BY_ANYONE } from "../../../lib/protocol/limits.ts";
import { peopleIn } from "../../../lib/protocol/room_preview.ts";
import {
  assertRefused,
  type ChatInstance,
  ChatInstances,
  saying,
} from "../../support/chat_instances.ts";

const PAGE = { limit: 50 };

async function room(names: readonly string[], writer: "member" | "moderator" = "member") {
  const { fixture, ...instance } = await ChatInstances.open();
  const ana = await fixture.person("ana", writer);
  const made = await instance.chat.create(ana, { name: "press" });
  const people: Actor[] = [];
  for (const name of names) {
    const one = await fixture.person(name);
    await instance.chat.join(one, { conversation: made.id });
    people.push(one);
  }
  const say = (text: string, by = ana) =>
    instance.chat.post(by, { conversation: made.id, ...saying(text) });
  return { fixture, ...instance, ana, people, id: made.id, say };
}

async function listed(chat: ChatInstance["chat"], who: Actor) {
  const { mentions } = await chat.mentions(who, PAGE);
  return mentions.map(({ event, why, unread }) =>
    `${event.kind === "message" && event.text} (${why}${unread ? ", unread" : ""})`
  );
}

Deno.test("inbox - what names somebody is listed over all conversations, newest first (M7)", async () => {
  const { fixture, chat, ana, people: [ben], say } = await room(["ben"]);
  await chat.summary(ben!, { conversation: "general" }); // what is older than this is not unread
  await fixture.clock.advance(2_000);
  await chat.post(ana, { conversation: "general", ...saying("@ben one") });
  await fixture.clock.advance(1_000);
  const { seq } = await say("@ben two");
  assertEquals(await listed(chat, ben!), ["@ben two (name, unread)", "@ben one (name, unread)"]);
  await chat.read(ben!, {
    conversation: (await chat.mentions(ben!, PAGE)).mentions[0]!.conversation,
    seq,
  });
  await fixture.clock.advance(2_000);
  assertEquals(await listed(chat, ben!), ["@ben two (name)", "@ben one (name, unread)"]);
  assertEquals(await listed(chat, ana), [], "the author is not called");
});

Deno.test("inbox - pages lead on, and each holds what the one before did not", async () => {
  const { fixture, chat, people: [ben], say } = await room(["ben"]);
  for (let n = 1; n <= 5; n++) {
    await say(`@ben ${n}`);
    if (n !== 3) await fixture.clock.advance(10); // two in one millisecond
  }
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = await chat.mentions(ben!, { after, limit: 2 });
    found.push(...page.mentions.map(({ event }) => event.kind === "message" ? event.text : ""));
    after = page.next;
  } while (after);
  assertEquals(found, ["@ben 5", "@ben 4", "@ben 3", "@ben 2", "@ben 1"]);
  assertEquals((await chat.mentions(ben!, { after: "nonsense", limit: 2 })).mentions, []);
});

Deno.test("inbox - done puts a mention away and counts it no longer, and can be undone", async () => {
  const { chat, people: [ben], id, say, heard } = await room(["ben"]);
  const { seq } = await say("@ben look");
  const mentions = async () => (await chat.summary(ben!, { conversation: id })).mentions;
  assertEquals(await mentions(), 1);
  await chat.done(ben!, { conversation: id, target: seq, on: true });
  assertEquals([await listed(chat, ben!), await mentions()], [[], 0]);
  assertEquals(heard.some(({ message }) => message.type === "mention-done"), true);
  await chat.done(ben!, { conversation: id, target: seq, on: false });
  assertEquals(await listed(chat, ben!), ["@ben look (name, unread)"]);
  const { seq: plain } = await say("nobody");
  const notMine = { conversation: id, target: plain, on: true };
  await assertRefused(() => chat.done(ben!, notMine), "unknown-message");
});

Deno.test("inbox - what was deleted calls nobody, whatever it called them by (M3)", async () => {
  const { chat, ana, people: [ben, cleo], id, say } = await room(["ben", "cleo"]);
  await chat.settings(cleo!, { keywords: ["olives"] });
  const { seq } = await say("@ben the olives are in");
  const { seq: all } = await say("@room come");
  const counts = async (who: Actor) => (await chat.summary(who, { conversation: id })).mentions;
  assertEquals([await counts(ben!), await counts(cleo!)], [2, 2]);
  for (const target of [seq, all]) await chat.delete(ana, { conversation: id, target });
  assertEquals([await counts(ben!), await counts(cleo!)], [0, 0]);
  assertEquals([await listed(chat, ben!), await listed(chat, cleo!)], [[], []]);
});

Deno.test("inbox - who left a room is not called by what was said in it", async () => {
  const { chat, people: [ben], id, say } = await room(["ben"]);
  await say("@ben stay");
  assertEquals((await listed(chat, ben!)).length, 1);
  await chat.leave(ben!, { conversation: id });
  assertEquals(await listed(chat, ben!), []);
});

Deno.test("calls - @room calls all members, @here those who are here, in code nobody (M7)", async () => {
  const { fixture, chat, presence, people: [ben, cleo], id, say } = await room(["ben", "cleo"]);
  presence.connect(ben!.user, "a connection");
  await fixture.clock.advance(300);
  await say("@here now");
  await say("`@room` is code, me@room.example no call");
  assertEquals(await listed(chat, ben!), ["@here now (here, unread)"]);
  assertEquals(await listed(chat, cleo!), []);
  await say("@room all");
  assertEquals(await listed(chat, cleo!), ["@room all (room, unread)"]);
  const { events } = await chat.history(ben!, { conversation: id, limit: 3 });
  const calls = events.flatMap((event) => event.kind === "message" ? [event.call] : []);
  assertEquals(calls, ["here", undefined, "room"]);
});

Deno.test("calls - above 20 members, moderators alone call everyone (M7)", async () => {
  const names = Array.from({ length: MAX_CALLED_BY_ANYONE - 1 }, (_, n) => `p${n}`);
  const { fixture, chat, people: [first], id, say } = await room(names);
  await say("@room we are 20");
  assertEquals(await listed(chat, first!), ["@room we are 20 (room, unread)"]);
  const [one, mod] = [await fixture.person("one more"), await fixture.person("mod", "moderator")];
  await chat.join(one, { conversation: id });
  await say("@room and @here, too many");
  assertEquals((await listed(chat, first!)).length, 1);
  const { events: [plain] } = await chat.history(one, { conversation: id, limit: 1 });
  assertEquals(plain?.kind === "message" && plain.call, undefined, "the words alone are sent");
  await chat.join(mod, { conversation: id });
  await say("@room by a moderator", mod);
  assertEquals((await listed(chat, first!))[0], "@room by a moderator (room, unread)");
});

Deno.test("calls - who is no longer there does not make a room large: its numbers decide (M7, P8)", async () => {
  const names = Array.from({ length: MAX_CALLED_BY_ANYONE - 1 }, (_, n) => `p${n}`);
  const { fixture, chat, presence, people: [first], ana, id, say } = await room(names);
  const guest = await fixture.person("guest", "guest");
  await chat.join(guest, { conversation: id });
  const numbers = async () => {
    const { counts } = await chat.members(ana, { conversation: id, limit: 1 });
    return peopleIn(counts);
  };
  await fixture.clock.advance(10_000); // what was in memory is read again
  assertEquals(await numbers(), MAX_CALLED_BY_ANYONE, "the guest is not here");
  await say("@room we are 20");
  assertEquals(await listed(chat, first!), ["@room we are 20 (room, unread)"]);
  presence.connect(guest.user, "a connection");
  await fixture.clock.advance(300);
  assertEquals(await numbers(), MAX_CALLED_BY_ANYONE + 1);
  await say("@room we are 21");
  assertEquals((await listed(chat, first!)).length, 1);
});

Deno.test("keywords - one's own call one in rooms where one is a member, and nobody else (M7)", async () => {
  const { fixture, chat, ana, people: [ben], say } = await room(["ben"]);
  const eve = await fixture.person("eve");
  assertEquals((await chat.settings(ben!, { keywords: ["Olive press"] })).keywords, [
    "Olive press",
  ]);
  await chat.settings(eve, { keywords: ["olive press"] });
  await chat.settings(ana, { keywords: ["olive press"] });
  await say("the OLIVE press is hot");
  await say("@ben the olive press, once");
  assertEquals(await listed(chat, ben!), [
    "@ben the olive press, once (name, unread)",
    "the OLIVE press is hot (keyword, unread)",
  ]);
  assertEquals(await listed(chat, eve), [], "she is not in the room");
  assertEquals(await listed(chat, ana), [], "she wrote it");
  await assertRefused(() => chat.settings(ben!, { keywords: ["x"] }), "keywords");
  await chat.settings(ben!, { keywords: [] });
  await fixture.clock.settle();
  await say("the olive press again");
  assertEquals((await listed(chat, ben!)).length, 2);
});

Deno.test("keywords - a change on one instance counts on the others", async () => {
  const { fixture, chat, ana, people: [ben], id } = await room(["ben"]);
  const two = await fixture.start("two");
  await two.chat.post(ana, { conversation: id, ...saying("olives") });
  await chat.settings(ben!, { keywords: ["olives"] });
  await fixture.clock.settle();
  await two.chat.post(ana, { conversation: id, ...saying("olives again") });
  assertEquals(await listed(chat, ben!), ["olives again (keyword, unread)"]);
});

Deno.test("keywords - a plain message costs no read for them", async () => {
  const { chat, kv, people: [ben], say } = await room(["ben"]);
  await chat.settings(ben!, { keywords: ["olives"] });
  await say("first");
  kv.take();
  await say("second");
  assertEquals(kv.take().map(({ call }) => call), ["commit"]);
});
