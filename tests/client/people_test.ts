import { effect } from "@preact/signals";
import { assertEquals } from "@std/assert";
import { ClientFixture } from "../support/client_fixture.ts";
import { ANA, BEN } from "../support/fake_server.ts";

/** A direct conversation with Ben, and a room in which he wrote; both are open. */
async function withBen() {
  const fixture = new ClientFixture();
  fixture.server.addRoom("dm", { kind: "direct", with: BEN });
  const model = await fixture.online();
  const timeline = model.timeline("general");
  await fixture.rest();
  fixture.server.say("general", "hello");
  fixture.server.say("dm", "are you there?");
  await fixture.pass(200);
  const rename = async (users: Record<string, object>) => {
    fixture.server.push({ type: "users", users: users as never });
    await fixture.pass(200);
  };
  const bylines = () =>
    timeline.items.value.flatMap((item) => item.is === "message" ? item.author.name : []);
  const direct = () => model.conversations.value.find(({ id }) => id === "dm");
  return { fixture, model, rename, bylines, direct };
}

Deno.test("people - a new name is at once in list, bylines and presence (N6)", async () => {
  const { fixture, model, rename, bylines, direct } = await withBen();
  fixture.server.push({
    type: "presence",
    changes: [{ user: BEN.id, name: BEN.name, role: BEN.role, state: "online" }],
  });
  await fixture.pass(200);
  assertEquals([bylines(), direct()?.with?.name], [["ben"], "ben"]);
  await rename({ [BEN.id]: { name: "Benedict", role: "moderator" } });
  assertEquals(bylines(), ["Benedict"]);
  assertEquals(direct()?.with, { id: BEN.id, name: "Benedict", role: "moderator" });
  assertEquals(model.presence.value.get(BEN.id)?.name, "Benedict");
  await rename({ [ANA.id]: { name: "Anabel", role: "member" } });
  assertEquals(model.me.value?.name, "Anabel");
  model.stop();
});

Deno.test("people - of who deleted the account nothing is unread (N6)", async () => {
  const { model, rename, direct } = await withBen();
  assertEquals(direct()?.unread, 1);
  await rename({ [BEN.id]: { name: "ben", role: "guest", gone: true } });
  assertEquals(direct()?.unread, 1, "what a guest wrote who left stays to be read");
  await rename({ [BEN.id]: { name: "", role: "member", gone: true } });
  assertEquals([direct()?.unread, direct()?.with?.gone], [0, true]);
  model.stop();
});

Deno.test("people - who deleted the account stays gone when their departure is told (N6)", async () => {
  const { fixture, model, rename, bylines, direct } = await withBen();
  const told = { user: BEN.id, name: BEN.name, role: BEN.role };
  fixture.server.push({ type: "presence", changes: [{ ...told, state: "online" }] });
  await fixture.pass(200);
  await rename({ [BEN.id]: { name: "", role: "member", gone: true } });
  fixture.server.push({ type: "presence", changes: [{ ...told, state: "offline" }] });
  await fixture.pass(200);
  assertEquals([direct()?.with?.gone, bylines()], [true, [""]]);
  model.stop();
});

Deno.test("people - a guest who leaves is in the list of members no more (P8)", async () => {
  const fixture = new ClientFixture();
  const gil = { id: "u-gil", name: "Gil", role: "guest" as const };
  fixture.server.members = [{ ...gil, state: "online" }, { ...BEN, state: "offline" }];
  const model = await fixture.online();
  model.members.show("general");
  await fixture.pass(200);
  const names = () => model.members.list.value.map(({ name }) => name);
  assertEquals(names(), ["Gil", "ben"]);
  const { id: user, name, role } = gil;
  fixture.server.push({ type: "presence", changes: [{ user, name, role, state: "offline" }] });
  await fixture.pass(200);
  assertEquals(names(), ["ben"]);
  model.stop();
});

Deno.test("people - who was renamed while the connection was lost has the new name after it (N6)", async () => {
  const { fixture, model, bylines } = await withBen();
  assertEquals(bylines(), ["ben"]);
  fixture.server.people.set(BEN.id, { ...BEN, name: "Benedict" });
  fixture.server.cut();
  await fixture.pass(5_000);
  assertEquals(model.connection.value.state, "online");
  assertEquals(bylines(), ["Benedict"]);
  model.stop();
});

Deno.test("people - whatever draws a name is drawn anew when it changes (N6)", async () => {
  const { model, rename } = await withBen();
  const drawn: string[] = [];
  const stop = effect(() => void drawn.push(model.profileOf(BEN.id).name));
  await rename({ [ANA.id]: { name: "Anabel", role: "member" } });
  await rename({ [BEN.id]: { name: "Benedict", role: "member" } });
  assertEquals(new Set(drawn), new Set(["ben", "Benedict"]));
  assertEquals(model.profileOf(BEN.id).name, "Benedict");
  assertEquals(model.renewed.value[BEN.id], { name: "Benedict", role: "member" });
  stop();
  model.stop();
});

Deno.test("people - who only reacted, and was renamed while the connection was lost, has the new name (N6)", async () => {
  const fixture = new ClientFixture();
  const cleo = { id: "u-cleo", name: "cleo", role: "member" } as const;
  fixture.server.people.set(cleo.id, cleo);
  const model = await fixture.online();
  model.timeline("general");
  await fixture.rest();
  const { seq } = fixture.server.say("general", "hello");
  fixture.server.append("general", cleo, {
    kind: "reaction",
    target: seq,
    emoji: "👍",
    on: true,
  });
  await fixture.pass(200);
  assertEquals(model.profileOf(cleo.id).name, "cleo");
  fixture.server.people.set(cleo.id, { ...cleo, name: "Cleopatra" });
  fixture.server.cut();
  await fixture.pass(5_000);
  assertEquals(model.profileOf(cleo.id).name, "Cleopatra");
  model.stop();
});
