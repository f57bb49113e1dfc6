import { assertEquals, assertRejects } from "@std/assert";
import { Unavailable } from "../../../lib/kv/kv.ts";
import { assertRefused, ChatInstances } from "../../support/chat_instances.ts";

/** An instance, and a way to try something twice: once with its answer lost after the commit. */
async function forgetful() {
  const opened = await ChatInstances.open();
  const { fixture, kv, heard } = opened;
  /** Tries, fails for the lost answer, and tries again; gives whom the second try told of what. */
  async function twice(attempt: () => Promise<unknown>) {
    const before = fixture.store.commits;
    kv.answer = () => {
      kv.away = true;
      throw new Unavailable("The answer was lost (test)");
    };
    await assertRejects(() => fixture.clock.runUntil(attempt()), Unavailable);
    assertEquals(fixture.store.commits, before + 1, "it was done");
    kv.answer = (result) => result;
    kv.away = false;
    await fixture.clock.advance(1_000);
    heard.length = 0;
    await attempt();
    return heard.flatMap(({ topic, message }) =>
      message.type === "membership" ? [[topic, message.member]] : []
    );
  }
  return { ...opened, twice };
}

Deno.test("inviting - asked again after a lost answer, tells the guest", async () => {
  const { fixture, chat, heard, twice } = await forgetful();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const { id } = await chat.create(ana, { name: "room", private: true });
  const told = await twice(() => chat.invite(ana, { conversation: id, user: "ben" }));
  assertEquals(told, []);
  assertEquals(
    heard.filter(({ message }) => message.type === "invitations").map(({ topic }) => topic),
    [
      `user:${ben.user.id}`,
    ],
  );
});

Deno.test("leaving - asked again after a lost answer, is told", async () => {
  const { fixture, chat, twice } = await forgetful();
  const ana = await fixture.person("ana");
  await chat.create(ana, { name: "room" });
  const told = await twice(() => chat.leave(ana, { room: "room" }));
  assertEquals(told, [[`user:${ana.user.id}`, false]]);
});

Deno.test("leaving - a private room, asked again after a lost answer, is told as of none", async () => {
  const { fixture, chat, heard, twice } = await forgetful();
  const [ana, eve] = [await fixture.person("ana"), await fixture.person("eve")];
  const { id, name } = await chat.create(ana, { name: "room", private: true });
  const leave = (who: typeof ana, conversation: string) =>
    assertRefused(() => chat.leave(who, { conversation }), "unknown-conversation");
  let tries = 0;
  const told = await twice(() =>
    tries++ === 0 ? chat.leave(ana, { conversation: id }) : leave(ana, id)
  );
  assertEquals(told, [[`user:${ana.user.id}`, false]]);
  heard.length = 0;
  for (const conversation of [id, "nothing"]) await leave(eve, conversation);
  assertEquals(
    heard.length,
    2,
    "a stranger is told the same of what there is and what there is not",
  );
  await assertRefused(() => chat.leave(eve, { room: name }), "unknown-room");
  assertEquals(heard.length, 2, "and nothing by name");
});

Deno.test("opening - asked again after a lost answer, tells both", async () => {
  const { fixture, chat, heard, twice } = await forgetful();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const told = await twice(() => chat.open(ana, "ben"));
  assertEquals(told, [[`user:${ana.user.id}`, true], [`user:${ben.user.id}`, true]]);
  await fixture.clock.advance(60_000);
  heard.length = 0;
  await chat.open(ana, "ben");
  assertEquals(heard.length, 0, "who opens it any day tells nobody");
});

Deno.test("making a room - asked again after a lost answer, is the room as made", async () => {
  const { fixture, chat, twice } = await forgetful();
  const ana = await fixture.person("ana");
  const wanted = { name: "room", topic: "tea", private: true };
  const told = await twice(() => chat.create(ana, wanted));
  assertEquals(told, [[`user:${ana.user.id}`, true]]);
  const room = await chat.create(ana, wanted);
  assertEquals([room.title, room.head, room.read], ["room", 1, 1]);
  assertEquals((await chat.memberships(ana.user.id)).toSorted(), ["general", room.id].toSorted());
});

Deno.test("making a room - what another made, or differs, or is old is taken", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const taken = (who: typeof ana, room: { name: string; topic?: string; private?: boolean }) =>
    assertRefused(() => chat.create(who, room), "room-taken");
  const { id } = await chat.create(ana, { name: "room" });
  await taken(ben, { name: "room" });
  await taken(ana, { name: "room", topic: "tea" });
  assertEquals((await chat.create(ana, { name: "room" })).id, id);
  await fixture.clock.advance(60_000);
  await taken(ana, { name: "room" });
});

Deno.test("making a room - whoever left theirs does not come back by making it", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  await chat.create(ana, { name: "room" });
  await chat.leave(ana, { room: "room" });
  await assertRefused(() => chat.create(ana, { name: "room" }), "room-taken");
});
