import { assertEquals } from "@std/assert";
import { keys } from "../../../lib/kv/keys.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

const GENERAL = { conversation: "general" };

Deno.test("posting - a message is acknowledged before it is delivered (D1, D5)", async () => {
  const { fixture, chat, feeds, delivered } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  await feeds.open("general");
  const order: string[] = [];
  feeds.onDeliver(() => void order.push("delivered"));
  const placed = await chat.post(ana, { ...GENERAL, ...saying("hello") }, (at) => {
    order.push(`acknowledged ${at.seq}`);
  });
  await fixture.clock.settle();
  assertEquals(order, ["acknowledged 1", "delivered"]);
  assertEquals(placed.seq, 1);
  assertEquals(delivered[0]?.users, { [ana.user.id]: { name: "ana", role: "member" } });
});

Deno.test("posting - who has just posted posts again with one commit and no read", async () => {
  const { fixture, chat, kv } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  await chat.post(ana, { ...GENERAL, ...saying("first") });
  kv.take();
  await chat.post(ana, { ...GENERAL, ...saying("second", { after: 1 }) });
  assertEquals(kv.take().map((call) => call.call), ["commit"]);
});

Deno.test("posting - the same id is one message, whatever instance it is sent through (D3)", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const other = await fixture.start("two");
  const ana = await fixture.person("ana");
  const message = { ...GENERAL, ...saying("once") };
  const first = await chat.post(ana, message);
  assertEquals(await other.chat.post(ana, message), first);
  assertEquals((await chat.history(ana, { ...GENERAL, limit: 10 })).events.length, 1);
});

Deno.test("posting - the text is kept as written, and refused when it draws nothing (E1)", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  await chat.post(ana, { ...GENERAL, ...saying("  two  spaces \n") });
  const { events: [event] } = await chat.history(ana, { ...GENERAL, limit: 1 });
  assertEquals(event?.kind === "message" && event.text, "  two  spaces \n");
  for (const text of ["", " \n\t", "\u200b\u200d", "\u0000", "\u2800", "\u3164"]) {
    await assertRefused(() => chat.post(ana, { ...GENERAL, ...saying(text) }), "empty-text");
  }
});

Deno.test("posting - every line break is kept as one kind (E1)", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  await chat.post(ana, { ...GENERAL, ...saying("a\r\nb\rc\u2028d") });
  const { events: [event] } = await chat.history(ana, { ...GENERAL, limit: 1 });
  assertEquals(event?.kind === "message" && event.text, "a\nb\nc\nd");
});

Deno.test("posting - 4,000 code points are allowed, one more is too long", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  await chat.post(ana, { ...GENERAL, ...saying("😀".repeat(4000)) });
  const long = { ...GENERAL, ...saying("😀".repeat(4001)) };
  const error = await assertRefused(() => chat.post(ana, long), "text-too-long");
  assertEquals([error.code, error.values.limit], ["too-long", 4000]);
});

Deno.test("posting - only members may; a private room does not exist for others", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const open = await chat.create(ana, { name: "open" });
  const secret = await chat.create(ana, { name: "secret", private: true });
  await chat.post(ana, { conversation: open.id, ...saying("in") });
  await chat.post(ana, { conversation: secret.id, ...saying("in") });
  const post = (conversation: string) => () =>
    chat.post(ben, { conversation, ...saying("me too") });
  await assertRefused(post(open.id), "not-member");
  await assertRefused(post(secret.id), "unknown-conversation");
  await assertRefused(post("nowhere"), "unknown-conversation");
  await chat.join(ben, { room: "open" });
  await post(open.id)();
});

Deno.test("posting - who was removed can post no more, on any instance", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const two = await fixture.start("two");
  const ana = await fixture.person("ana");
  const room = await chat.create(ana, { name: "room" });
  const ben = await fixture.person("ben");
  await two.bus.follow([`user:${ben.user.id}`]);
  await two.chat.join(ben, { room: "room" });
  const post = () => two.chat.post(ben, { conversation: room.id, ...saying("hi") });
  await post();
  await chat.leave(ben, { room: "room" });
  await fixture.clock.settle();
  await assertRefused(post, "not-member");
});

Deno.test("posting - a removal whose hint was lost counts after five seconds", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const two = await fixture.start("two");
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const room = await chat.create(ana, { name: "room" });
  await two.chat.join(ben, { room: "room" });
  const post = () => two.chat.post(ben, { conversation: room.id, ...saying("hi") });
  await post();
  fixture.buses.copies = () => 0;
  await chat.leave(ben, { room: "room" });
  await fixture.clock.advance(5_000);
  await assertRefused(post, "not-member");
});

Deno.test("posting - read-only and closed rooms are for moderators alone", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  const mod = await fixture.person("mod", "moderator");
  const room = await chat.create(ana, { name: "news" });
  await chat.join(mod, { room: "news" });
  const post = (by: typeof ana) => () => chat.post(by, { conversation: room.id, ...saying("x") });
  await post(ana)();
  for (
    const [mark, refusal] of [["readOnly", "read-only"], ["closed", "conversation-closed"]] as const
  ) {
    const key = keys.conversation(room.id);
    const row = (await fixture.store.get<object>(key)).value;
    await fixture.store.commit([], [{
      type: "set",
      key,
      value: { ...row, readOnly: false, [mark]: true },
    }]);
    await fixture.clock.advance(5_000);
    await assertRefused(post(ana), refusal);
    await post(mod)();
  }
});

Deno.test("posting - one may answer what was said, not what was not", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  const { seq } = await chat.post(ana, { ...GENERAL, ...saying("first") });
  await chat.post(ana, { ...GENERAL, ...saying("answer", { replyTo: seq }) });
  const ahead = { ...GENERAL, ...saying("answer", { replyTo: 3 }) };
  await assertRefused(() => chat.post(ana, ahead), "unknown-message");
});

Deno.test("posting - a message to a name opens the direct conversation", async () => {
  const { fixture, chat, heard } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const { conversation } = await chat.post(ana, saying("psst", { to: "Ben" }));
  const told = heard.flatMap(({ message }) => message.type === "membership" ? [message.user] : []);
  assertEquals(new Set(told), new Set([ana.user.id, ben.user.id]));
  const [unread] = (await chat.sync(ben)).conversations.filter((one) => one.id === conversation);
  assertEquals([unread?.with?.name, unread?.unread], ["ana", 1]);
  const error = await assertRefused(
    () => chat.post(ana, saying("psst", { to: "zed" })),
    "unknown-user",
  );
  assertEquals(error.values, { name: "zed" });
  await assertRefused(() => chat.post(ana, saying("nowhere")), "invalid-field");
});

Deno.test("posting - a third person neither reads nor writes in a direct conversation", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, eve] = [await fixture.person("ana"), await fixture.person("eve", "administrator")];
  await fixture.person("ben");
  const { conversation } = await chat.post(ana, saying("psst", { to: "ben" }));
  await chat.history(ana, { conversation, limit: 1 });
  await assertRefused(() => chat.history(eve, { conversation, limit: 1 }), "unknown-conversation");
  const post = () => chat.post(eve, { conversation, ...saying("boo") });
  await assertRefused(post, "unknown-conversation");
});

Deno.test("deleting - empties the message, keeps its place and forgets whom it named", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const mentions = async () => (await chat.summary(ben, GENERAL)).mentions;
  await chat.summary(ben, GENERAL);
  await fixture.clock.advance(2_000);
  const { seq } = await chat.post(ana, { ...GENERAL, ...saying("@ben look") });
  assertEquals(await mentions(), 1);
  const deletion = await chat.delete(ana, { ...GENERAL, target: seq });
  assertEquals(deletion.seq, seq + 1);
  assertEquals(await mentions(), 0);
  const { events } = await chat.history(ana, { ...GENERAL, limit: 10 });
  const [message] = events;
  assertEquals(message?.kind === "message" && [message.text, message.mentions], ["", undefined]);
  assertEquals(message?.kind === "message" && message.deletedAt, deletion.at);
  assertEquals((await chat.delete(ana, { ...GENERAL, target: seq })).seq, seq, "done already");
});

Deno.test("deleting - one's own; a moderator's in rooms; nobody's in a direct conversation", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const mod = await fixture.person("mod", "moderator");
  const { seq } = await chat.post(ana, { ...GENERAL, ...saying("mine") });
  await assertRefused(() => chat.delete(ben, { ...GENERAL, target: seq }), "not-allowed");
  await assertRefused(() => chat.delete(ana, { ...GENERAL, target: 9 }), "unknown-message");
  const { seq: event } = await chat.delete(mod, { ...GENERAL, target: seq });
  await assertRefused(() => chat.delete(ana, { ...GENERAL, target: event }), "unknown-message");
  const direct = await chat.post(ana, saying("psst", { to: "mod" }));
  const theirs = { conversation: direct.conversation, target: direct.seq };
  await assertRefused(() => chat.delete(mod, theirs), "not-allowed");
  await chat.delete(ana, theirs);
});

Deno.test("typing - is announced where one may write, and nowhere else", async () => {
  const { fixture, chat, heard } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const room = await chat.create(ana, { name: "room" });
  heard.length = 0;
  await chat.typing(ana, room.id);
  assertEquals(heard.map(({ topic, message }) => [topic, message.type]), [
    [`conversation:${room.id}`, "typing"],
  ]);
  await assertRefused(() => chat.typing(ben, room.id), "not-member");
});
