import { assert, assertEquals } from "@std/assert";
import type { Actor } from "../../../lib/chat/chat.ts";
import { keys } from "../../../lib/kv/keys.ts";
import { valueBytes } from "../../../lib/kv/size.ts";
import type { LogEntry } from "../../../lib/log/log.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

const GENERAL = { conversation: "general" };

async function reacting() {
  const { fixture, chat, delivered } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  await chat.post(ana, { ...GENERAL, ...saying("rain at last") });
  const react = (who: Actor, emoji: string, on = true, target = 1) =>
    chat.react(who, { ...GENERAL, target, emoji, on });
  const page = async (who: Actor) => {
    const { events, own } = await chat.history(who, { ...GENERAL, limit: 200 });
    const [message] = events;
    assert(message?.kind === "message");
    return { message, own, kinds: events.map(({ kind }) => kind) };
  };
  return { fixture, chat, delivered, ana, ben, react, page };
}

Deno.test("reactions - twice is once, and taken back once (M4)", async () => {
  const { ana, ben, react, page } = await reacting();
  assertEquals((await react(ben, "🌧️")).seq, 2);
  assertEquals((await react(ben, "🌧️")).seq, 1, "nothing was appended: it is the message's place");
  assertEquals((await react(ana, "🌧️")).seq, 3);
  const { message, kinds } = await page(ana);
  assertEquals(message.reactions, { "🌧️": { count: 2, by: [ben.user.id, ana.user.id] } });
  assertEquals(kinds, ["message", "reaction", "reaction"]);
  await react(ben, "🌧️", false);
  await react(ben, "🌧️", false);
  const after = await page(ana);
  assertEquals(after.message.reactions, { "🌧️": { count: 1, by: [ana.user.id] } });
  assertEquals(after.kinds.length, 4);
  await react(ana, "🌧️", false);
  assertEquals((await page(ana)).message.reactions, undefined);
});

Deno.test("reactions - sent many times at once, on two instances, are one (M4)", async () => {
  const { fixture, chat, ana, ben, page } = await reacting();
  const two = await fixture.start("two");
  const request = { ...GENERAL, target: 1, emoji: "🎉", on: true };
  const tries = [chat, two.chat, chat, two.chat].map((chat) => chat.react(ben, request));
  await fixture.clock.runUntil(Promise.all(tries));
  const { message, kinds } = await page(ana);
  assertEquals(message.reactions, { "🎉": { count: 1, by: [ben.user.id] } });
  assertEquals(kinds, ["message", "reaction"]);
});

Deno.test("reactions - one's own are in one's pages alone", async () => {
  const { ana, ben, react, page } = await reacting();
  await react(ben, "🌧️");
  await react(ben, "🎉");
  assertEquals((await page(ben)).own, { 1: { reactions: ["🌧️", "🎉"] } });
  assertEquals((await page(ana)).own, undefined);
  await react(ben, "🌧️", false);
  assertEquals((await page(ben)).own, { 1: { reactions: ["🎉"] } });
  await react(ben, "🎉", false);
  assertEquals((await page(ben)).own, undefined);
});

Deno.test("reactions - a message has 20 kinds, and any number of each (M4)", async () => {
  const { ana, ben, react, page } = await reacting();
  const emoji = [..."🌱🌲🌳🌴🌵🌷🌸🌹🌺🌻🌼🌽🌾🌿🍀🍁🍂🍃🍄🍅"];
  for (const one of emoji) await react(ana, one);
  await assertRefused(() => react(ana, "🍆"), "too-many-reactions");
  await react(ben, "🌱");
  await react(ana, "🌲", false);
  await react(ana, "🍆");
  assertEquals(Object.keys((await page(ana)).message.reactions ?? {}).length, 20);
});

Deno.test("reactions - are of emoji, of messages that stand, by those who may write", async () => {
  const { chat, ana, ben, react } = await reacting();
  await react(ben, "❤");
  await assertRefused(() => react(ben, "x"), "invalid-field");
  await assertRefused(() => react(ben, "🌧️", true, 2), "unknown-message"); // a reaction is none
  await assertRefused(() => react(ben, "🌧️", true, 99), "unknown-message");
  await chat.delete(ana, { ...GENERAL, target: 1 });
  await assertRefused(() => react(ben, "🌧️"), "unknown-message");
  const { id } = await chat.create(ana, { name: "tea", private: true });
  const { seq } = await chat.post(ana, { conversation: id, ...saying("psst") });
  const secret = { conversation: id, target: seq, emoji: "🌧️", on: true };
  await chat.react(ana, secret);
  await assertRefused(() => chat.react(ben, secret), "unknown-conversation");
  await assertRefused(() => chat.reactors(ben, { ...secret, limit: 9 }), "unknown-conversation");
});

Deno.test("reactions - of 300 people, twelve a kind are named and all are found (M4)", async () => {
  const { fixture, chat, ana } = await reacting();
  const people: Actor[] = [];
  for (let n = 0; n < 300; n++) people.push(await fixture.person(`p${n}`));
  const kinds = ["🌱", "🌲"];
  for (const emoji of kinds) {
    for (let n = 0; n < people.length; n += 50) {
      const some = people.slice(n, n + 50);
      const asked = some.map((who) => chat.react(who, { ...GENERAL, target: 1, emoji, on: true }));
      await fixture.clock.runUntil(Promise.all(asked));
    }
  }
  const { value } = await fixture.store.get<LogEntry>(keys.entry("general", 1));
  assert(value?.event.kind === "message");
  assertEquals(value.event.reactions?.["🌱"]?.count, 300);
  assertEquals(value.event.reactions?.["🌱"]?.by.length, 12);
  assert(valueBytes(value) < 4_096, `${valueBytes(value)} bytes`);
  const found = new Set<string>();
  let after: string | undefined;
  for (let pages = 0; pages < 9; pages++) {
    const asked = { ...GENERAL, target: 1, emoji: "🌱", limit: 100, ...(after && { after }) };
    const { people: some, next } = await chat.reactors(ana, asked);
    for (const { id } of some) found.add(id);
    after = next;
    if (next === undefined) break;
  }
  assertEquals(found, new Set(people.map(({ user }) => user.id)));
  const last = people[299] as Actor;
  assertEquals((await chat.history(last, { ...GENERAL, before: 2, limit: 1 })).own, {
    1: { reactions: kinds },
  });
  await chat.react(last, { ...GENERAL, target: 1, emoji: "🌱", on: false });
  const { people: left } = await chat.reactors(ana, {
    ...GENERAL,
    target: 1,
    emoji: "🌱",
    limit: 100,
  });
  const { value: now } = await fixture.store.get<LogEntry>(keys.entry("general", 1));
  assertEquals(now?.event.kind === "message" && now.event.reactions?.["🌱"]?.count, 299);
  assert(!left.some(({ id }) => id === last.user.id));
});

Deno.test("reactions - the fullest message fits into a value of the store (M4)", async () => {
  const { fixture } = await reacting();
  const { value } = await fixture.store.get<LogEntry>(keys.entry("general", 1));
  assert(value?.event.kind === "message");
  const by = Array.from({ length: 12 }, () => crypto.randomUUID());
  const emoji = ["👩🏽‍❤️‍💋‍👨🏿", ...Array.from({ length: 19 }, (_, n) => String.fromCodePoint(0x1f330 + n))];
  const reactions = Object.fromEntries(emoji.map((one) => [one, { count: 10_000, by }]));
  const event = { ...value.event, text: "🌳".repeat(4_000), reactions };
  assert(valueBytes({ ...value, event }) < 64 * 1024);
});
