import { assertEquals } from "@std/assert";
import { assertRefused, ChatInstances } from "../../support/chat_instances.ts";

const DAY_MS = 24 * 60 * 60_000;

async function rooms(count: number) {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    ids.push((await chat.create(ana, { name: `room-${n}`, private: true })).id);
  }
  const invite = (id: string, by = ana, user = "ben") => () =>
    chat.invite(by, { conversation: id, user });
  const open = async () => (await chat.invitations(ben)).map(({ room }) => room.title);
  return { fixture, chat, ana, ben, ids, invite, open };
}

Deno.test("invitations - who says no is not asked into that room again for a day (R3)", async () => {
  const { fixture, chat, ben, ids: [id = ""], invite, open } = await rooms(1);
  await invite(id)();
  assertEquals(await open(), ["room-0"]);
  await chat.decline(ben, id);
  await chat.decline(ben, id);
  assertEquals(await open(), []);
  await assertRefused(() => chat.join(ben, { conversation: id }), "unknown-conversation");
  await assertRefused(invite(id), "invitation-declined");
  await fixture.clock.advance(DAY_MS);
  await invite(id)();
  assertEquals(await open(), ["room-0"]);
});

Deno.test("invitations - who asked is told whom the name meant, in a room already or not (R3)", async () => {
  const { chat, ben, ids: [id = ""], invite, ana } = await rooms(1);
  const meant = { id: ben.user.id, name: "ben" };
  const { id: asked, name } = await invite(id, ana, "  BEN")();
  assertEquals({ id: asked, name }, meant);
  await chat.join(ben, { conversation: id });
  assertEquals((await invite(id, ana, "Ben")()).name, "ben");
});

Deno.test("invitations - nobody is asked into many rooms by one person (R3)", async () => {
  const { chat, ben, ids, invite, open } = await rooms(7);
  for (const id of ids.slice(0, 5)) await invite(id)();
  await assertRefused(invite(ids[5] ?? ""), "invited-enough");
  assertEquals((await open()).length, 5);
  await chat.join(ben, { conversation: ids[0] ?? "" });
  await invite(ids[5] ?? "")();
  await assertRefused(invite(ids[6] ?? ""), "invited-enough");
});

Deno.test("invitations - count while who asked is in the room (R3)", async () => {
  const { fixture, chat, ana, ben, ids: [id = ""], invite } = await rooms(1);
  const cleo = await fixture.person("cleo");
  await invite(id, ana, "cleo")();
  await chat.join(cleo, { conversation: id });
  await invite(id, cleo)();
  await chat.leave(cleo, { conversation: id });
  await assertRefused(() => chat.join(ben, { conversation: id }), "unknown-conversation");
  await invite(id)();
  assertEquals((await chat.join(ben, { conversation: id })).id, id);
});

Deno.test("invitations - of two answers at once, one is written (R3)", async () => {
  const { fixture, chat, ben, ids: [id = ""], invite } = await rooms(1);
  const two = await fixture.start("two");
  await invite(id)();
  await Promise.allSettled([
    chat.join(ben, { conversation: id }),
    two.chat.join(ben, { conversation: id }),
  ]);
  assertEquals((await chat.sync(ben)).conversations.some((one) => one.id === id), true);
  assertEquals(await chat.invitations(ben), []);
});
