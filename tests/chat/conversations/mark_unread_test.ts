import { assertEquals } from "@std/assert";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

async function reading() {
  const { fixture, chat, heard } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const { conversation } = await chat.post(ana, saying("1", { to: "ben" }));
  const post = (who: typeof ana, text: string) => chat.post(who, { conversation, ...saying(text) });
  const seen = async (who: typeof ana) => {
    const { read, unread, mentions, seen } = await chat.summary(who, { conversation });
    return { read, unread, mentions, seen };
  };
  return { fixture, chat, heard, ana, ben, conversation, post, seen };
}

Deno.test("unread - is marked from a message on, and the others' mark stays (M12)", async () => {
  const { fixture, chat, heard, ana, ben, conversation, post, seen } = await reading();
  for (const text of ["2", "3", "@ben 4"]) await post(ana, text);
  await chat.read(ben, { conversation, seq: 4 });
  await fixture.clock.advance(2_000);
  assertEquals(await seen(ben), { read: 4, unread: 0, mentions: 0, seen: 4 });
  await chat.unread(ben, { conversation, seq: 3 });
  assertEquals(await seen(ben), { read: 2, unread: 2, mentions: 1, seen: 4 });
  assertEquals((await seen(ana)).seen, 4, "what was seen was seen");
  const said = heard.at(-1)?.message;
  assertEquals(said?.type === "read" && [said.seq, said.back], [2, true]);
  await post(ana, "5");
  assertEquals((await seen(ben)).unread, 3);
  await chat.read(ben, { conversation, seq: 3 });
  await fixture.clock.advance(2_000);
  assertEquals([(await seen(ben)).unread, (await seen(ana)).seen], [2, 4]);
  await chat.read(ben, { conversation, seq: 5 });
  await fixture.clock.advance(2_000);
  assertEquals([(await seen(ben)).unread, (await seen(ana)).seen], [0, 5]);
});

Deno.test("unread - one's own messages do not count, and do not hinder it (M12)", async () => {
  const { fixture, chat, ana, ben, conversation, post, seen } = await reading();
  await post(ana, "2");
  await post(ben, "mine");
  await post(ben, "mine too");
  await fixture.clock.advance(2_000);
  assertEquals((await seen(ben)).unread, 0);
  await chat.unread(ben, { conversation, seq: 1 });
  assertEquals([(await seen(ben)).read, (await seen(ben)).unread], [0, 2]);
  await fixture.clock.advance(5_000);
  assertEquals((await seen(ben)).unread, 2, "nothing that was under way moved it on");
  await post(ben, "and now I have read");
  await fixture.clock.advance(2_000);
  assertEquals((await seen(ben)).unread, 0);
});

Deno.test("unread - what was read a moment before does not undo it (M12)", async () => {
  const { fixture, chat, ana, ben, conversation, post, seen } = await reading();
  await post(ana, "2");
  await chat.read(ben, { conversation, seq: 2 }); // written within a second
  await chat.unread(ben, { conversation, seq: 2 });
  await fixture.clock.advance(5_000);
  assertEquals((await seen(ben)).unread, 1);
});

Deno.test("unread - nor does what was read a moment before on another instance (M12)", async () => {
  const { fixture, chat, ana, ben, conversation, post, seen } = await reading();
  const two = await fixture.start("two");
  await fixture.clock.advance(5_000);
  await post(ana, "2");
  await post(ana, "3");
  await chat.read(ben, { conversation, seq: 3 }); // written within a second
  await fixture.clock.advance(100);
  await fixture.clock.runUntil(two.chat.unread(ben, { conversation, seq: 2 }));
  await fixture.clock.advance(5_000);
  const there = async () =>
    (await fixture.clock.runUntil(two.chat.summary(ben, { conversation }))).unread;
  assertEquals([(await seen(ben)).unread, await there()], [2, 2]);
  await chat.read(ben, { conversation, seq: 3 }); // what is read after that counts
  await fixture.clock.advance(5_000);
  assertEquals([(await seen(ben)).unread, await there()], [0, 0]);
});

Deno.test("unread - is marked at messages of conversations that one is in", async () => {
  const { fixture, chat, ana, ben, conversation } = await reading();
  await assertRefused(() => chat.unread(ben, { conversation, seq: 9 }), "unknown-message");
  const { id } = await chat.create(ana, { name: "tea" });
  await assertRefused(() => chat.unread(ana, { conversation: id, seq: 1 }), "unknown-message");
  const eve = await fixture.person("eve");
  await assertRefused(() => chat.unread(eve, { conversation, seq: 1 }), "unknown-conversation");
});
