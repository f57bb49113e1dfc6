import { assert, assertEquals } from "@std/assert";
import type { Actor } from "../../../lib/chat/chat.ts";
import { pollEnds } from "../../../lib/chat/messages/polls.ts";
import { keys } from "../../../lib/kv/keys.ts";
import { valueBytes } from "../../../lib/kv/size.ts";
import type { LogEntry } from "../../../lib/log/log.ts";
import type { NewPoll, Poll } from "../../../lib/protocol/polls.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

const GENERAL = { conversation: "general" };
const APPLES = ["Saturday", "Sunday", "Monday"];

async function polling(poll: Partial<NewPoll> = {}) {
  const opened = await ChatInstances.open();
  const { fixture, chat } = opened;
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const asked = {
    ...GENERAL,
    ...saying("When do we press the apples?"),
    poll: { options: APPLES, ...poll },
  };
  const { seq: target } = await chat.post(ana, asked);
  const vote = (who: Actor, ...options: number[]) =>
    chat.vote(who, { ...GENERAL, target, options });
  const page = async (who: Actor) => {
    const { events, own } = await chat.history(who, { ...GENERAL, limit: 200 });
    const [message] = events;
    assert(message?.kind === "message");
    const { poll } = message;
    return { message, poll, events, own, counts: poll?.options.map(({ count }) => count) };
  };
  return { ...opened, ana, ben, target, vote, page };
}

Deno.test("polls - a vote counts once however often it is sent, and can be changed (M9)", async () => {
  const { ana, ben, target, vote, page } = await polling();
  assertEquals((await vote(ben, 1)).seq, target + 1);
  assertEquals((await vote(ben, 1)).seq, target, "nothing was appended: it is the message's place");
  assertEquals((await page(ana)).counts, [0, 1, 0]);
  await vote(ana, 1);
  await vote(ben, 0);
  const { poll, events, own } = await page(ben);
  assertEquals(poll?.options, [
    { text: "Saturday", count: 1, by: [ben.user.id] },
    { text: "Sunday", count: 1, by: [ana.user.id] },
    { text: "Monday", count: 0 },
  ]);
  assertEquals([poll?.voters, own], [2, { [target]: { votes: [0] } }]);
  assertEquals(events.map(({ kind }) => kind), ["message", "vote", "vote", "vote"]);
  await vote(ben);
  const after = await page(ben);
  assertEquals([after.counts, after.poll?.voters, after.own], [[0, 1, 0], 1, undefined]);
});

Deno.test("polls - votes sent at once on two instances are one (M9)", async () => {
  const { fixture, chat, ana, ben, target, page } = await polling();
  const two = await fixture.start("two");
  const request = { ...GENERAL, target, options: [2] };
  const tries = [chat, two.chat, chat, two.chat].map((one) => one.vote(ben, request));
  await fixture.clock.runUntil(Promise.all(tries));
  await fixture.clock.runUntil(Promise.all([
    chat.vote(ben, { ...request, options: [0] }),
    two.chat.vote(ana, { ...request, options: [0] }),
  ]));
  const { poll, counts } = await page(ana);
  assertEquals([counts, poll?.voters], [[2, 0, 0], 2]);
});

Deno.test("polls - one choice or several, of the answers there are (M9)", async () => {
  const one = await polling();
  await one.vote(one.ben, 2);
  await assertRefused(() => one.vote(one.ben, 0, 1), "poll-one-choice");
  await assertRefused(() => one.vote(one.ben, 3), "invalid-field");
  const several = await polling({ multiple: true });
  await several.vote(several.ben, 2, 0, 2);
  await several.vote(several.ana, 0);
  const { counts, poll, own } = await several.page(several.ben);
  assertEquals([counts, poll?.voters, own?.[several.target]], [[2, 0, 1], 2, { votes: [0, 2] }]);
});

Deno.test("polls - of a secret poll nobody sees who chose what, in the log neither (M9)", async () => {
  const { ana, ben, target, vote, page, delivered } = await polling({ secret: true });
  await vote(ben, 1);
  const { poll, events, own } = await page(ana);
  assertEquals(poll?.options.map(({ count }) => count), [0, 1, 0]);
  assertEquals(own, undefined);
  assert(!JSON.stringify([events, delivered]).includes(ben.user.id));
  assertEquals((await page(ben)).own, { [target]: { votes: [1] } });
});

Deno.test("polls - its author ends it, once, and then it stays as it is (M9)", async () => {
  const { chat, ana, ben, target, vote, page } = await polling();
  await vote(ben, 1);
  await assertRefused(() => chat.closePoll(ben, { ...GENERAL, target }), "not-allowed");
  await chat.closePoll(ana, { ...GENERAL, target });
  await chat.closePoll(ana, { ...GENERAL, target });
  const { poll, events } = await page(ana);
  assert(poll?.closedAt !== undefined);
  assertEquals(events.map(({ kind }) => kind), ["message", "vote", "pollClosed"]);
  await vote(ben, 1); // it is so already: a repeat is harmless
  await assertRefused(() => vote(ben, 0), "poll-closed");
  await assertRefused(() => vote(ana, 1), "poll-closed");
});

Deno.test("polls - one with a time takes no vote from then on, and a job says so once (M9)", async () => {
  const closesAt = 60_000 + new ChatInstances().clock.now();
  const { fixture, jobs, log, random, ana, ben, target, vote, page } = await polling({ closesAt });
  jobs.register(pollEnds({ log, random }));
  jobs.start();
  await vote(ben, 1);
  await fixture.clock.advance(59_000);
  await vote(ben, 0);
  assertEquals((await page(ana)).poll?.closedAt, undefined);
  await fixture.clock.advance(7_000);
  const { poll, events } = await page(ana);
  assertEquals(poll?.closedAt, closesAt);
  assertEquals(events.map(({ kind }) => kind), ["message", "vote", "vote", "pollClosed"]);
  await assertRefused(() => vote(ben, 1), "poll-closed");
  const run = pollEnds({ log, random }).run;
  const told = { id: "again", attempt: 2, last: false, signal: new AbortController().signal };
  await run({ ...GENERAL, target }, told);
  assertEquals((await page(ana)).events.length, 4, "a job may run twice");
  await fixture.clock.runUntil(jobs.stop());
});

Deno.test("polls - late, no vote is taken even before the job has run (M9)", async () => {
  const closesAt = 60_000 + new ChatInstances().clock.now();
  const { fixture, ben, vote } = await polling({ closesAt }); // nobody runs jobs here
  await vote(ben, 1);
  await fixture.clock.advance(60_000);
  await assertRefused(() => vote(ben, 0), "poll-closed");
});

Deno.test("polls - have 2 to 10 different answers, each of 100 characters at most (M9)", async () => {
  const { chat, ana } = await polling();
  const ask = (options: string[]) =>
    chat.post(ana, { ...GENERAL, ...saying("which?"), poll: { options } });
  const ten = Array.from({ length: 10 }, (_, n) => `answer ${n}`);
  await ask(ten);
  await ask([" a\n b ", "🌳".repeat(100)]);
  for (const options of [[...ten, "one more"], ["a"], ["a", " "], ["a", "\u200b"]]) {
    await assertRefused(() => ask(options), "poll-options");
  }
  for (const [one, other] of [["a", " a "], ["Soup", "soup"], ["Été", "ete"], ["a b", "A  b"]]) {
    await assertRefused(() => ask(["x", one!, other!]), "poll-option-twice");
  }
  await assertRefused(() => ask(["a", "🌳".repeat(101)]), "poll-option-too-long");
  const { events } = await chat.history(ana, { ...GENERAL, limit: 1, before: 4 });
  const [event] = events;
  assertEquals(event?.kind === "message" && event.poll?.options[0]?.text, "a b");
});

Deno.test("polls - who may not write does not vote, and what is gone takes no votes (M3, M9)", async () => {
  const { fixture, chat, ana, ben, target, vote } = await polling();
  await vote(ben, 1);
  const { id } = await chat.create(ana, { name: "tea", private: true });
  const poll = { options: APPLES };
  const { seq } = await chat.post(ana, { conversation: id, ...saying("which?"), poll });
  await chat.vote(ana, { conversation: id, target: seq, options: [0] });
  await assertRefused(
    () => chat.vote(ben, { conversation: id, target: seq, options: [0] }),
    "unknown-conversation",
  );
  const { seq: plain } = await chat.post(ana, { ...GENERAL, ...saying("no poll") });
  await assertRefused(
    () => chat.vote(ben, { ...GENERAL, target: plain, options: [0] }),
    "unknown-message",
  );
  await chat.delete(ana, { ...GENERAL, target });
  await assertRefused(() => vote(ben, 0), "unknown-message");
  const { value } = await fixture.store.get<LogEntry>(keys.entry("general", target));
  assert(!JSON.stringify(value).includes("Saturday"));
});

Deno.test("polls - 10,000 voters fit into a value of the store (M9)", async () => {
  const { fixture, ana, page, vote } = await polling({ multiple: true });
  const people: Actor[] = [];
  for (let n = 0; n < 40; n++) people.push(await fixture.person(`p${n}`));
  await fixture.clock.runUntil(Promise.all(people.map((who) => vote(who, 0, 2))));
  const { poll, counts } = await page(ana);
  assertEquals([counts, poll?.voters], [[40, 0, 40], 40]);
  assertEquals(poll?.options.map(({ by }) => by?.length), [12, undefined, 12]);
  const { value } = await fixture.store.get<LogEntry>(keys.entry("general", 1));
  assert(value?.event.kind === "message");
  const by = Array.from({ length: 12 }, () => crypto.randomUUID());
  const fullest: Poll = {
    options: Array.from({ length: 10 }, () => ({ text: "🌳".repeat(100), count: 10_000, by })),
    voters: 10_000,
    multiple: true,
    closesAt: 2e12,
    closedAt: 2e12,
  };
  const event = { ...value.event, text: "🌳".repeat(4_000), poll: fullest };
  assert(valueBytes({ ...value, event }) < 64 * 1024);
});
