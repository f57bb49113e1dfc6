import { assert, assertEquals } from "@std/assert";
import { MAX_PINS } from "../../../lib/protocol/limits.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

const GENERAL = { conversation: "general" };

async function pinning(messages: number) {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  for (let n = 1; n <= messages; n++) await chat.post(ana, { ...GENERAL, ...saying(`${n}`) });
  const pin = (target: number, on = true, who = ben) => chat.pin(who, { ...GENERAL, target, on });
  const pinned = async () => (await chat.pins(ana, "general")).messages.map(({ text }) => text);
  return { fixture, chat, ana, ben, pin, pinned };
}

Deno.test("pins - stand in their panel, the last pinned first; twice is once (M14)", async () => {
  const { chat, ana, ben, pin, pinned } = await pinning(3);
  assertEquals((await pin(3)).seq, 4);
  assertEquals((await pin(3)).seq, 3, "nothing was appended");
  await pin(1, true, ana);
  assertEquals(await pinned(), ["1", "3"]);
  const { events: [first] } = await chat.history(ana, { ...GENERAL, before: 2, limit: 1 });
  assert(first?.kind === "message");
  assertEquals(first.pinned?.by, ana.user.id);
  assertEquals((await chat.pins(ana, "general")).users[ben.user.id]?.name, "ben");
  await pin(3, false);
  await pin(3, false);
  assertEquals(await pinned(), ["1"]);
});

Deno.test("pins - a message that is deleted is pinned no more (M3)", async () => {
  const { chat, ana, pin, pinned } = await pinning(2);
  await pin(1);
  await pin(2);
  await chat.delete(ana, { ...GENERAL, target: 2 });
  assertEquals(await pinned(), ["1"]);
  await assertRefused(() => pin(2), "unknown-message");
});

Deno.test("pins - 100 at most, and a deleted one makes room (M14)", async () => {
  const { chat, ana, pin, pinned } = await pinning(MAX_PINS + 1);
  for (let n = 1; n <= MAX_PINS; n++) await pin(n);
  await assertRefused(() => pin(MAX_PINS + 1), "too-many-pins");
  await chat.delete(ana, { ...GENERAL, target: 7 });
  await pin(MAX_PINS + 1);
  assertEquals((await pinned()).length, MAX_PINS);
});

Deno.test("pins - of two instances that pin the last one at once, one does (M14)", async () => {
  const { fixture, chat, ben, pin, pinned } = await pinning(MAX_PINS + 1);
  for (let n = 1; n < MAX_PINS; n++) await pin(n);
  const two = await fixture.start("two");
  const asked = [chat, two.chat].map((chat, n) =>
    chat.pin(ben, { ...GENERAL, target: MAX_PINS + n, on: true })
  );
  const done = await fixture.clock.runUntil(Promise.allSettled(asked));
  assertEquals(done.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  assertEquals((await pinned()).length, MAX_PINS);
});

Deno.test("pins - are for members with an account, in rooms that they are in", async () => {
  const { fixture, chat, ana, ben, pin } = await pinning(1);
  await pin(1);
  const noor = await fixture.person("noor", "guest");
  await assertRefused(() => pin(1, false, noor), "members-only");
  const { id } = await chat.create(ana, { name: "tea", private: true });
  const { seq } = await chat.post(ana, { conversation: id, ...saying("psst") });
  await chat.pin(ana, { conversation: id, target: seq, on: true });
  for (const who of [ben, noor]) {
    const asked = { conversation: id, target: seq, on: false };
    await assertRefused(() => chat.pin(who, asked), "unknown-conversation");
    await assertRefused(() => chat.pins(who, id), "unknown-conversation");
  }
});
