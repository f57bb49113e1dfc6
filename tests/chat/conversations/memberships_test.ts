import { assert, assertEquals } from "@std/assert";
import { keys } from "../../../lib/kv/keys.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

async function kindsIn(fixture: ChatInstances, conversation: string): Promise<string[]> {
  const range = { prefix: keys.entries(conversation) };
  const entries = await fixture.store.list<{ event: { kind: string } }>(range, { limit: 100 });
  return entries.map((entry) => entry.value.event.kind);
}

Deno.test("joining - is an event and a membership in one commit, and is told to the user", async () => {
  const { fixture, chat, kv, heard } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben", "guest")];
  const { id } = await chat.create(ana, { name: "room" });
  kv.take();
  heard.length = 0;
  const summary = await chat.join(ben, { room: "room" });
  assertEquals([summary.head, summary.read, summary.unread], [2, 2, 0]);
  const commits = kv.take().filter((call) => call.call === "commit");
  assertEquals(commits.length, 1);
  assertEquals(heard.map((one) => one.message), [
    { type: "membership", user: ben.user.id, conversation: id, member: true },
  ]);
  assertEquals(heard[0]?.topic, `user:${ben.user.id}`);
});

Deno.test("joining - twice is once, also when both come at the same time", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const two = await fixture.start("two");
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const { id } = await chat.create(ana, { name: "room" });
  await Promise.all([
    chat.join(ben, { room: "room" }),
    chat.join(ben, { conversation: id }),
    two.chat.join(ben, { room: "room" }),
  ]);
  await chat.join(ben, { room: "room" });
  assertEquals(await kindsIn(fixture, id), ["join", "join"]);
});

Deno.test("joining - a private room needs an invitation, a closed one is over", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const open = await chat.create(ana, { name: "open" });
  const secret = await chat.create(ana, { name: "secret", private: true });
  await chat.join(ben, { room: "open" });
  await assertRefused(() => chat.join(ben, { room: secret.name }), "unknown-room");
  await assertRefused(() => chat.join(ben, { conversation: secret.id }), "unknown-conversation");
  await chat.invite(ana, { conversation: secret.id, user: "Ben" });
  assertEquals((await chat.invitations(ben)).map(({ room }) => room.title), ["secret"]);
  assertEquals((await chat.sync(ben)).conversations.map(({ id }) => id).includes(secret.id), false);
  assertEquals((await chat.join(ben, { room: secret.name })).id, secret.id);
  assertEquals(await chat.invitations(ben), []);
  await chat.leave(ben, { room: secret.name });
  await assertRefused(() => chat.join(ben, { room: secret.name }), "unknown-room");
  await chat.leave(ben, { room: "open" });
  const key = keys.conversation(open.id);
  const row = (await fixture.store.get<object>(key)).value;
  await fixture.store.commit([], [{ type: "set", key, value: { ...row, closed: true } }]);
  await assertRefused(() => chat.join(ben, { room: "open" }), "conversation-closed");
});

Deno.test("joining - what does not exist, and a direct conversation, cannot be joined", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, eve] = [await fixture.person("ana"), await fixture.person("eve")];
  await fixture.person("ben");
  const direct = await chat.open(ana, "ben");
  await chat.join(eve, { conversation: "general" });
  await assertRefused(() => chat.join(eve, { room: "nowhere" }), "unknown-room");
  await assertRefused(() => chat.join(eve, { conversation: direct.id }), "unknown-conversation");
  await assertRefused(() => chat.join(eve, {}), "invalid-field");
});

Deno.test("leaving - ends the membership with an event, and again changes nothing", async () => {
  const { fixture, chat, heard } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const { id } = await chat.create(ana, { name: "room" });
  await chat.join(ben, { room: "room" });
  await chat.post(ana, { conversation: id, ...saying("@ben hello") });
  heard.length = 0;
  assertEquals(await chat.leave(ben, { room: "room" }), id);
  assertEquals(heard.at(-1)?.message.type === "membership" && heard.at(-1)?.message, {
    type: "membership",
    user: ben.user.id,
    conversation: id,
    member: false,
  });
  assertEquals(await chat.leave(ben, { conversation: id }), id);
  assertEquals((await kindsIn(fixture, id)).filter((kind) => kind === "leave").length, 1);
  await assertRefused(() => chat.history(ben, { conversation: id, limit: 1 }), "not-member");
  const left = await fixture.store.list({ prefix: keys.mentions(ben.user.id) }, { limit: 9 });
  assertEquals(left.length, 0, "mentions there are forgotten");
});

Deno.test("leaving - general and direct conversations cannot be left", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  await fixture.person("ben");
  const direct = await chat.open(ana, "ben");
  await chat.create(ana, { name: "room" });
  await chat.leave(ana, { room: "room" });
  await assertRefused(() => chat.leave(ana, { room: "general" }), "cannot-leave-general");
  await assertRefused(() => chat.leave(ana, { conversation: direct.id }), "not-allowed");
});

Deno.test("inviting - by members who are no guests; twice is once", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben", "guest")];
  const { id } = await chat.create(ana, { name: "room", private: true });
  const invite = (by: typeof ana, user: string) => () =>
    chat.invite(by, { conversation: id, user });
  await assertRefused(invite(ben, "ana"), "unknown-conversation");
  await invite(ana, "ben")();
  await invite(ana, "ben")();
  assertEquals(await kindsIn(fixture, id), ["join"], "it is a question (R3)");
  const [question, ...more] = await chat.invitations(ben);
  assertEquals([question?.room.id, question?.by.name, more], [id, "ana", []]);
  await chat.join(ben, { conversation: id });
  assertEquals(await kindsIn(fixture, id), ["join", "join"]);
  await fixture.person("cleo");
  await assertRefused(invite(ben, "cleo"), "members-only");
  await assertRefused(invite(ana, "zed"), "unknown-user");
  const direct = await chat.open(ana, "ben");
  await assertRefused(
    () => chat.invite(ana, { conversation: direct.id, user: "cleo" }),
    "not-allowed",
  );
});

Deno.test("opening - two who open at once share one direct conversation", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const two = await fixture.start("two");
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const before = fixture.store.commits;
  const [here, there] = await Promise.all([chat.open(ana, "ben"), two.chat.open(ben, "ana")]);
  assertEquals(fixture.store.commits - before, 1);
  assertEquals(here.id, there.id);
  assertEquals([here.with?.name, there.with?.name], ["ben", "ana"]);
  assertEquals((await chat.open(ana, "BEN")).id, here.id);
  await assertRefused(() => chat.open(ana, "zed"), "unknown-user");
});

Deno.test("opening - with oneself keeps notes", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  const notes = await chat.open(ana, "ana");
  assertEquals(notes.with?.id, ana.user.id);
  await chat.post(ana, { conversation: notes.id, ...saying("milk") });
  const { conversations } = await chat.sync(ana);
  assertEquals(conversations.filter((one) => one.id === notes.id).map((one) => one.unread), [0]);
  assert(conversations.length === 2);
});
