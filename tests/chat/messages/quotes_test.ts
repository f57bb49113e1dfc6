import { assertEquals } from "@std/assert";
import { GENERAL } from "../../../lib/protocol/events.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

const general = { conversation: GENERAL };

/** Ana has said something on one instance; ben follows general on another. */
async function pair() {
  const { fixture, ...one } = await ChatInstances.open();
  const two = await fixture.start("two");
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  await Promise.all([one.feeds.open(GENERAL), two.feeds.open(GENERAL)]);
  const { seq } = await one.chat.post(ana, { ...general, ...saying("x".repeat(300)) });
  await fixture.clock.settle();
  return { fixture, one, two, ana, ben, seq };
}

Deno.test("quotes - travel beside the reply to all who follow, on every instance (M5)", async () => {
  const { fixture, one, two, ana, ben, seq } = await pair();
  await one.chat.post(ben, { ...general, ...saying("indeed", { replyTo: seq }) });
  await fixture.clock.settle();
  for (const { delivered } of [one, two]) {
    const batch = delivered.at(-1);
    const quote = batch?.quotes?.[seq];
    assertEquals([quote?.by, quote?.text.length, quote?.gone], [ana.user.id, 200, undefined]);
    assertEquals(batch?.users[ana.user.id]?.name, "ana");
  }
});

Deno.test("quotes - a page has those of its replies as they are now: deleted ones without words (M5, M3)", async () => {
  const { one, two, ana, ben, seq } = await pair();
  for (let n = 0; n < 10; n++) await one.chat.post(ana, { ...general, ...saying(`${n}`) });
  const { seq: reply } = await one.chat.post(ben, {
    ...general,
    ...saying("indeed", { replyTo: seq }),
  });
  const page = async () =>
    (await two.chat.history(ben, { ...general, limit: 3, timeline: true })).quotes?.[seq];
  assertEquals((await page())?.text.startsWith("xxx"), true);
  await one.chat.delete(ana, { ...general, target: seq });
  const quote = await page();
  assertEquals([quote?.text, quote?.gone, quote?.by], ["", true, ana.user.id]);
  await one.chat.delete(ben, { ...general, target: reply });
  assertEquals(await page(), undefined);
});

Deno.test("quotes - a reply that follows a deletion at once quotes no words of it (M5, M3)", async () => {
  const { fixture, one, two, ana, ben, seq } = await pair();
  await one.chat.post(ben, { ...general, ...saying("first", { replyTo: seq }) });
  await two.chat.delete(ana, { ...general, target: seq });
  await fixture.clock.settle();
  await one.chat.post(ben, { ...general, ...saying("second", { replyTo: seq }) });
  await fixture.clock.settle();
  for (const { delivered } of [one, two]) {
    assertEquals(delivered.at(-1)?.quotes?.[seq]?.text, "");
  }
});

Deno.test("quotes - a message that went from a thread to the room quotes the root of the thread (M5, M6)", async () => {
  const { fixture, one, two, ben, seq } = await pair();
  await one.chat.post(ben, { ...general, ...saying("for all"), thread: seq, alsoInRoom: true });
  await fixture.clock.settle();
  assertEquals(two.delivered.at(-1)?.quotes?.[seq]?.text.length, 200);
});

Deno.test("quotes - what is no message cannot be replied to, as one that is can (M5)", async () => {
  const { one, ana, seq } = await pair();
  const { id: conversation } = await one.chat.create(ana, { name: "tea" });
  const replyTo = (target: number, where = conversation) =>
    one.chat.post(ana, { conversation: where, ...saying("a reply", { replyTo: target }) });
  await replyTo(seq, GENERAL);
  await assertRefused(() => replyTo(1), "unknown-message"); // somebody joined
  await assertRefused(() => replyTo(99), "unknown-message");
});
