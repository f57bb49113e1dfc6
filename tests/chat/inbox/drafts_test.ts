import { assertEquals } from "@std/assert";
import { DRAFT_LENGTH } from "../../../lib/protocol/limits.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

const GENERAL = { conversation: "general" };

Deno.test("drafts - one follows a person over devices, the last changed first (M12)", async () => {
  const { fixture, chat, heard } = await ChatInstances.open();
  const two = await fixture.start("two");
  const ana = await fixture.person("ana");
  const room = await chat.create(ana, { name: "press" });
  const now = fixture.clock.now();
  await chat.draft(ana, { ...GENERAL, text: "about the", at: now - 20, begun: 1 });
  await chat.draft(ana, { conversation: room.id, text: "olives", at: now - 10, begun: 2 });
  assertEquals((await two.chat.drafts(ana)).map(({ text }) => text), ["olives", "about the"]);
  assertEquals(heard.filter(({ message }) => message.type === "draft").length, 2);
  const ben = await fixture.person("ben");
  assertEquals(await chat.drafts(ben), [], "they are private");
  const strange = { conversation: room.id, text: "x", at: now, begun: 1 };
  await assertRefused(() => chat.draft(ben, strange), "not-member");
});

Deno.test("drafts - the last change wins, by time, whatever comes last (M12)", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const two = await fixture.start("two");
  const ana = await fixture.person("ana");
  const now = fixture.clock.now();
  await chat.draft(ana, { ...GENERAL, text: "later", at: now, begun: 1 });
  const kept = await two.chat.draft(ana, { ...GENERAL, text: "earlier", at: now - 5, begun: 2 });
  assertEquals(kept.text, "later", "the reply is what stands");
  const ahead = await chat.draft(ana, {
    ...GENERAL,
    text: "from tomorrow",
    at: now + 86_400_000,
    begun: 3,
  });
  assertEquals(ahead.at, now, "no clock wins by being ahead");
});

Deno.test("drafts - a change that does not know what stands is answered with it (M12)", async () => {
  const { fixture, chat, heard } = await ChatInstances.open();
  const two = await fixture.start("two");
  const ana = await fixture.person("ana");
  const at = fixture.clock.now();
  const write = async (where: typeof chat, text: string, over?: number) => {
    await fixture.clock.advance(2_000);
    return await where.draft(ana, {
      ...GENERAL,
      text,
      begun: 1,
      over,
      at: fixture.clock.now(),
    });
  };
  const first = await chat.draft(ana, { ...GENERAL, text: "tea", at, begun: 1 });
  const second = await write(two.chat, "tea at four", first.at);
  assertEquals(second.text, "tea at four");
  const blind = await write(chat, "green tea", first.at);
  assertEquals(blind, second, "what stands");
  const joined = await write(chat, "green tea at four", second.at);
  assertEquals(joined.text, "green tea at four");
  const told = heard.flatMap(({ message }) => message.type === "draft" ? [message.draft.text] : []);
  assertEquals(told, ["tea", "green tea at four"], "of what this instance took");
});

Deno.test("drafts - one ends with the message that is made of it, and never comes back (M12)", async () => {
  const { fixture, chat, heard } = await ChatInstances.open();
  const two = await fixture.start("two");
  const ana = await fixture.person("ana");
  await chat.draft(ana, { ...GENERAL, text: "hel", at: fixture.clock.now(), begun: 7 });
  const typedAt = fixture.clock.now();
  await fixture.clock.advance(2_000);
  await chat.post(ana, { ...GENERAL, ...saying("hello"), draft: 7 });
  assertEquals(await chat.drafts(ana), []);
  const late = await two.chat.draft(ana, { ...GENERAL, text: "hell", at: typedAt, begun: 7 });
  assertEquals(late.text, "", "what another device wrote before");
  await fixture.clock.advance(5_000);
  const typedOn = { ...GENERAL, text: "hello w", at: fixture.clock.now(), begun: 7 };
  assertEquals((await chat.draft(ana, typedOn)).text, "", "nor what one types on there");
  assertEquals(await chat.drafts(ana), []);
  await chat.draft(ana, { ...GENERAL, text: "and", at: fixture.clock.now(), begun: 8 });
  assertEquals((await chat.drafts(ana)).map(({ text }) => text), ["and"], "the next one does");
  const told = heard.flatMap(({ message }) => message.type === "draft" ? [message.draft.text] : []);
  assertEquals(told, ["hel", "", "and"], "the other devices are told that it is over");
});

Deno.test("drafts - at most one write in 2 s of each, and none that is too long (M12)", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  const room = await chat.create(ana, { name: "press" });
  let begun = 0;
  const type = (text: string, conversation = "general") =>
    chat.draft(ana, { conversation, text, at: fixture.clock.now(), begun: ++begun });
  await type("a");
  await type(""); // emptied at once
  const error = await assertRefused(() => type("b"), "too-fast");
  assertEquals((error.retryAfterMs ?? 0) > 0, true);
  await type("c", room.id);
  await fixture.clock.advance(2_000);
  await type("x".repeat(DRAFT_LENGTH));
  await fixture.clock.advance(4_000);
  await assertRefused(() => type("x".repeat(DRAFT_LENGTH + 1)), "text-too-long");
});
