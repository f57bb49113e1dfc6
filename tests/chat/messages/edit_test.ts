import { assertEquals } from "@std/assert";
import type { LogEvent, MessageEvent } from "../../../lib/protocol/events.ts";
import { keys } from "../../../lib/kv/keys.ts";
import type { Kv } from "../../../lib/kv/kv.ts";
import { MAX_VERSIONS } from "../../../lib/store/messages/versions.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

const GENERAL = { conversation: "general" };

/** Ana, who wrote one message. */
async function opened(text = "the frist words") {
  const here = await ChatInstances.open();
  const ana = await here.fixture.person("ana");
  const { seq: target } = await here.chat.post(ana, { ...GENERAL, ...saying(text) });
  const events = async () => (await here.chat.history(ana, { ...GENERAL, limit: 100 })).events;
  const message = async () => (await events()).find(isMessage);
  return { ...here, ana, target, events, message, place: { ...GENERAL, target } };
}

const isMessage = (event: LogEvent): event is MessageEvent => event.kind === "message";

/** All rows of the store that hold some text, as the names of their keys. */
async function rowsWith(kv: Kv, text: string): Promise<string[]> {
  const rows = await kv.list({ start: [""], end: ["\uffff"] }, { limit: 10_000 });
  return rows.filter(({ value }) => JSON.stringify(value)?.includes(text))
    .map(({ key }) => key.join(" "));
}

Deno.test("editing - the author changes the words, the log holds none, others are refused (M1)", async () => {
  const { fixture, chat, kv, ana, target, place, message, events } = await opened();
  const ben = await fixture.person("ben");
  const mod = await fixture.person("mod", "moderator");
  const { seq } = await chat.edit(ana, { ...place, text: "the first words", version: 0 });
  assertEquals(seq, target + 1);
  const now = await message();
  assertEquals([now?.text, now?.version], ["the first words", 1]);
  const edit = (await events()).find(({ kind }) => kind === "edit");
  assertEquals(edit?.kind === "edit" && [edit.text, edit.version], ["the first words", 1]);
  const stored = await kv.get(keys.entry("general", seq));
  assertEquals(JSON.stringify(stored.value).includes("words"), false);
  for (const other of [ben, mod]) {
    await assertRefused(() => chat.edit(other, { ...place, text: "not mine" }), "not-allowed");
  }
});

Deno.test("editing - who follows is pushed the words as they are (M1)", async () => {
  const { fixture, chat, feeds, delivered, ana, place } = await opened();
  const two = await fixture.start("two");
  await feeds.open("general");
  await two.feeds.open("general");
  await chat.edit(ana, { ...place, text: "seen at once" });
  await fixture.clock.settle();
  for (const batches of [delivered, two.delivered]) {
    const edits = batches.flatMap(({ events }) => events).filter(({ kind }) => kind === "edit");
    assertEquals(edits.map((event) => event.kind === "edit" && event.text), ["seen at once"]);
  }
});

Deno.test("editing - an edit is told with the words of when it is read, none once it is gone (M1)", async () => {
  const { chat, feeds, ana, place } = await opened();
  await chat.edit(ana, { ...place, text: "second" });
  await chat.edit(ana, { ...place, text: "third" });
  const words = async () => {
    const { events } = await feeds.read("general", { after: place.target, limit: 10 });
    return events.map((event) => event.kind === "edit" ? event.text : event.kind);
  };
  assertEquals(await words(), ["third", "third"]);
  await chat.delete(ana, place);
  assertEquals(await words(), ["", "", "delete"]);
});

Deno.test("editing - made on an older version it is refused, the words stay (M2)", async () => {
  const { fixture, chat, ana, place, message } = await opened();
  const other = await fixture.start("two");
  await chat.edit(ana, { ...place, text: "from the phone", version: 0 });
  const late = { ...place, text: "from the desk", version: 0 };
  await assertRefused(() => other.chat.edit(ana, late), "edited-meanwhile");
  assertEquals((await message())?.text, "from the phone");
  await other.chat.edit(ana, { ...late, version: 1 });
  assertEquals((await message())?.text, "from the desk");
});

Deno.test("editing - of two at once on one version, one is refused, on any instances (M2)", async () => {
  const { fixture, chat, ana, place, message } = await opened();
  const other = await fixture.start("two");
  const tried = await Promise.allSettled(
    [chat, other.chat].map((one, n) => one.edit(ana, { ...place, text: `try ${n}`, version: 0 })),
  );
  assertEquals(tried.filter(({ status }) => status === "fulfilled").length, 1);
  assertEquals((await message())?.version, 1);
});

Deno.test("editing - the same words again are harmless, as after a lost answer (M2)", async () => {
  const { chat, ana, place, events } = await opened();
  const edit = { ...place, text: "once", version: 0 };
  await chat.edit(ana, edit);
  await chat.edit(ana, edit);
  assertEquals((await events()).map(({ kind }) => kind), ["message", "edit"]);
});

Deno.test("editing - a message that is gone is not edited, its words are in no row (M2, M3)", async () => {
  const { fixture, chat, ana, place } = await opened("a quokka");
  await chat.edit(ana, { ...place, text: "an axolotl" });
  await chat.edit(ana, { ...place, text: "an okapi" });
  const words = ["quokka", "axolotl", "okapi"];
  for (const word of words) assertEquals((await rowsWith(fixture.store, word)).length, 1, word);
  await chat.delete(ana, place);
  for (const word of words) assertEquals(await rowsWith(fixture.store, word), [], word);
  await assertRefused(() => chat.edit(ana, { ...place, text: "back again" }), "unknown-message");
  await assertRefused(() => chat.versions(ana, place), "unknown-message");
});

Deno.test("editing - earlier versions are shown to whoever may read the message (M1)", async () => {
  const { fixture, chat, ana, place } = await opened("one");
  const ben = await fixture.person("ben");
  for (const text of ["two", "three"]) await chat.edit(ana, { ...place, text });
  const page = await chat.versions(ben, place);
  assertEquals(page.versions.map(({ version, text }) => [version, text]), [
    [0, "one"],
    [1, "two"],
    [2, "three"],
  ]);
  assertEquals(page.more, false);
  const room = await chat.create(ana, { name: "closed-room", private: true });
  const { seq } = await chat.post(ana, { conversation: room.id, ...saying("secret") });
  const secret = { conversation: room.id, target: seq };
  assertEquals((await chat.versions(ana, secret)).versions.length, 1);
  await assertRefused(() => chat.versions(ben, secret), "unknown-conversation");
});

Deno.test("editing - the last hundred versions are kept, in pages, and all go with the message (M3)", async () => {
  const { fixture, chat, ana, place } = await opened("version 0");
  for (let n = 1; n <= MAX_VERSIONS + 5; n++) {
    await chat.edit(ana, { ...place, text: `version ${n}`, version: n - 1 });
  }
  const numbers: number[] = [];
  for (let before: number | undefined, more = true; more;) {
    const page = await chat.versions(ana, { ...place, before });
    numbers.unshift(...page.versions.map(({ version }) => version));
    before = numbers[0];
    more = page.more;
  }
  assertEquals(numbers, Array.from({ length: MAX_VERSIONS + 1 }, (_, n) => n + 5));
  await chat.delete(ana, place);
  assertEquals(await rowsWith(fixture.store, "version 1"), []);
});

Deno.test("editing - who is named now is told, who is named no more is not (M7)", async () => {
  const { fixture, chat, ana } = await opened();
  const [ben, cy] = [await fixture.person("ben"), await fixture.person("cy")];
  const mentions = async (who: typeof ben) => (await chat.summary(who, GENERAL)).mentions;
  assertEquals([await mentions(ben), await mentions(cy)], [0, 0]); // they read from here on
  const { seq: target } = await chat.post(ana, { ...GENERAL, ...saying("hello") });
  const place = { ...GENERAL, target };
  await chat.edit(ana, { ...place, text: "hello @ben" });
  assertEquals([await mentions(ben), await mentions(cy)], [1, 0]);
  await chat.edit(ana, { ...place, text: "hello @cy" });
  assertEquals([await mentions(ben), await mentions(cy)], [0, 1]);
  const { events: [message] } = await chat.history(ana, {
    ...GENERAL,
    after: target - 1,
    limit: 1,
  });
  assertEquals(message?.kind === "message" && message.mentions, [cy.user.id]);
});

Deno.test("editing - a text is held to the rules of posting (E1)", async () => {
  const { chat, ana, place, message } = await opened();
  await assertRefused(() => chat.edit(ana, { ...place, text: " \n" }), "empty-text");
  await assertRefused(() => chat.edit(ana, { ...place, text: "x".repeat(4_001) }), "text-too-long");
  await chat.edit(ana, { ...place, text: "a\r\nb" });
  assertEquals((await message())?.text, "a\nb");
});
