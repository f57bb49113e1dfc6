import { assertEquals, assertThrows } from "@std/assert";
import { createPresence } from "../../lib/chat/presence.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { keys } from "../../lib/store/keys.ts";
import { createPresenceRows, type PresenceRows } from "../../lib/store/presence_rows.ts";
import { type ChatInstance, ChatInstances } from "../support/chat_instances.ts";

/** Three instances, two people. */
async function three() {
  const { world, ...one } = await ChatInstances.open();
  const [two, third] = [await world.start("two"), await world.start("three")];
  const [ana, ben] = [(await world.person("ana")).user, (await world.person("ben")).user];
  await world.clock.advance(3_000);
  return { world, clock: world.clock, all: [one, two, third], one, two, third, ana, ben };
}

/** What each instance pushed so far: states by name, push after push. */
const pushes = (all: ChatInstance[]) =>
  all.map(({ pushed }) =>
    pushed.map((changes) => changes.map((one) => `${one.name} ${one.state}`).join(", "))
  );

const states = (all: ChatInstance[], user: string) => all.map(({ presence }) => presence.of(user));

Deno.test("presence - online while a connection is active anywhere, away when all are (P1)", async () => {
  const { clock, all, one, two, ana } = await three();
  one.presence.connect(ana, "a");
  two.presence.connect(ana, "b");
  await clock.advance(600);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
  one.presence.report(ana.id, "a", { state: "away" });
  await clock.advance(600);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
  two.presence.report(ana.id, "b", { state: "away" });
  await clock.advance(600);
  assertEquals(states(all, ana.id), ["away", "away", "away"]);
  one.presence.connect(ana, "c");
  await clock.advance(600);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
});

Deno.test("presence - a departure shows two seconds after the last close, everywhere (P2)", async () => {
  const { clock, all, one, ana } = await three();
  one.presence.connect(ana, "a");
  one.presence.connect(ana, "b");
  await clock.advance(600);
  one.presence.disconnect(ana.id, "a");
  await clock.advance(5_000);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
  one.presence.disconnect(ana.id, "b");
  one.presence.disconnect(ana.id, "b");
  await clock.advance(1_999);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
  await clock.advance(600);
  assertEquals(states(all, ana.id), ["offline", "offline", "offline"]);
  assertEquals(one.presence.everyone(), []);
});

Deno.test("presence - whoever closes on purpose is gone within a second (P2)", async () => {
  const { clock, all, one, ana } = await three();
  one.presence.connect(ana, "a");
  one.presence.connect(ana, "b");
  await clock.advance(600);
  one.presence.disconnect(ana.id, "a", "left");
  await clock.advance(1_000);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
  one.presence.disconnect(ana.id, "b", "left");
  await clock.advance(1_000);
  assertEquals(states(all, ana.id), ["offline", "offline", "offline"]);
});

Deno.test("presence - a page reload does not flicker, nor does moving to another instance (P2)", async () => {
  const { clock, all, one, two, ana } = await three();
  one.presence.connect(ana, "a");
  await clock.advance(600);
  one.presence.disconnect(ana.id, "a");
  await clock.advance(1_500);
  one.presence.connect(ana, "b");
  await clock.advance(5_000);
  one.presence.disconnect(ana.id, "b");
  await clock.advance(1_000);
  two.presence.connect(ana, "c");
  await clock.advance(5_000);
  assertEquals(pushes(all), [["ana online"], ["ana online"], ["ana online"]]);
});

Deno.test("presence - changes are gathered over 250 ms into one push (P3)", async () => {
  const { clock, all, one, ana, ben } = await three();
  one.presence.connect(ana, "a");
  await clock.advance(200);
  one.presence.connect(ben, "b");
  await clock.advance(49);
  assertEquals(pushes([one]), [[]]);
  await clock.advance(600);
  assertEquals(pushes(all), Array(3).fill(["ana online, ben online"]));
});

Deno.test("presence - what another instance gathered is shown at once, what comes after it is gathered (P3)", async () => {
  const { clock, one, two, third, ana, ben } = await three();
  one.presence.connect(ana, "a");
  await clock.advance(100);
  two.presence.connect(ben, "b");
  await clock.advance(200);
  assertEquals(pushes([third]), [["ana online"]]);
  await clock.advance(150);
  assertEquals(pushes([third]), [["ana online"]]);
  await clock.advance(100);
  assertEquals(pushes([third]), [["ana online", "ben online"]]);
});

Deno.test("presence - who comes and goes within that does not appear (P3)", async () => {
  const { world, clock, all, one, ana, ben } = await three();
  one.presence.connect(ben, "b");
  one.presence.connect(ana, "a");
  await clock.advance(100);
  one.presence.disconnect(ana.id, "a");
  await clock.advance(5_000);
  assertEquals(pushes(all), Array(3).fill(["ben online"]));
  const rows = await world.store.list({ prefix: keys.presences() }, { limit: 9 });
  assertEquals(rows.map(({ key }) => key.at(-1)), [ben.id]);
});

Deno.test("presence - an instance that starts later knows who is there", async () => {
  const { world, clock, one, ana } = await three();
  one.presence.connect(ana, "a");
  await clock.advance(600);
  const late = await world.start("late");
  await clock.advance(600);
  assertEquals(states([late], ana.id), ["online"]);
});

Deno.test("presence - words that were lost are made good on suspicion", async () => {
  const { world, clock, all, one, ana, ben } = await three();
  one.presence.connect(ben, "b");
  await clock.advance(600);
  world.buses.copies = () => 0;
  one.presence.connect(ana, "a");
  one.presence.disconnect(ben.id, "b");
  await clock.advance(3_000);
  assertEquals(states(all, ana.id), ["online", "offline", "offline"]);
  world.buses.suspect();
  await clock.advance(600);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
  assertEquals(states(all, ben.id), ["offline", "offline", "offline"]);
});

Deno.test("presence - who was only on an instance that died goes, others stay; its rows are swept", async () => {
  const { world, clock, all: [one, two, third], ana, ben } = await three();
  if (!one || !two || !third) throw new Error("three instances");
  third.presence.connect(ana, "a");
  third.presence.connect(ben, "b");
  one.presence.connect(ben, "c");
  await clock.advance(600);
  world.buses.depart("three");
  world.buses.suspect();
  await clock.advance(1_900);
  assertEquals(states([one, two], ana.id), ["online", "online"]);
  await clock.advance(600);
  assertEquals(states([one, two], ana.id), ["offline", "offline"]);
  assertEquals(states([one, two], ben.id), ["online", "online"]);
  const rows = await world.store.list({ prefix: keys.presenceOn("three") }, { limit: 9 });
  assertEquals(rows, []);
});

Deno.test("presence - who was on an instance that died and comes back elsewhere does not flicker", async () => {
  const { world, clock, one, two, third, ana } = await three();
  third.presence.connect(ana, "a");
  await clock.advance(600);
  world.buses.depart("three");
  world.buses.suspect();
  await clock.advance(1_000);
  two.presence.connect(ana, "b");
  await clock.advance(5_000);
  assertEquals(pushes([one, two]), [["ana online"], ["ana online"]]);
});

Deno.test("presence - rows of instances that nobody knows show nobody, and are swept", async () => {
  const { world, clock, one, ana } = await three();
  one.presence.connect(ana, "a");
  await clock.advance(600);
  for (const name of ["one", "two", "three"]) world.buses.vanish(name);
  const restarted = await world.start("restarted");
  await clock.advance(600);
  assertEquals(restarted.presence.everyone(), []);
  await clock.advance(25_000);
  assertEquals(await world.store.list({ prefix: keys.presences() }, { limit: 9 }), []);
});

Deno.test("presence - late words of a dead instance are not believed", async () => {
  const { world, clock, one, ana } = await three();
  world.buses.depart("three");
  await clock.advance(3_000);
  const change = { user: ana.id, name: "ana", role: "member", state: "online" } as const;
  const late = { type: "presence", instance: "three", changes: [change] } as const;
  one.bus.receive("everyone", { ...late, changes: [change] });
  await clock.advance(600);
  assertEquals(one.presence.of(ana.id), "offline");
});

Deno.test("presence - an instance that was taken for dead tells again who is there", async () => {
  const { world, clock, all, third, ana } = await three();
  third.presence.connect(ana, "a");
  await clock.advance(600);
  world.buses.depart("three");
  await clock.advance(3_000);
  assertEquals(states(all.slice(0, 2), ana.id), ["offline", "offline"]);
  world.buses.rejoin(third.bus);
  world.buses.suspect();
  await clock.advance(3_000);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
});

Deno.test("presence - closing removes the rows of the instance", async () => {
  const { world, clock, one, two, ana } = await three();
  one.presence.connect(ana, "a");
  await clock.advance(600);
  await one.presence.close();
  await one.bus.close();
  await clock.advance(3_000);
  assertEquals(await world.store.list({ prefix: keys.presences() }, { limit: 9 }), []);
  assertEquals(two.presence.of(ana.id), "offline");
});

Deno.test("presence - who was on an instance that closed and comes back does not flicker", async () => {
  const { world, clock, one, two, third, ana } = await three();
  third.presence.connect(ana, "a");
  await clock.advance(600);
  await third.presence.close();
  await third.bus.close();
  world.buses.suspect();
  await clock.advance(1_000);
  two.presence.connect(ana, "b");
  await clock.advance(5_000);
  assertEquals(pushes([one, two]), [["ana online"], ["ana online"]]);
});

Deno.test("presence - an instance that is back before its moment is over lost nobody", async () => {
  const { world, clock, one, two, third, ana } = await three();
  third.presence.connect(ana, "a");
  await clock.advance(600);
  world.buses.depart("three");
  await clock.advance(1_000);
  world.buses.rejoin(third.bus);
  await clock.advance(5_000);
  assertEquals(pushes([one, two]), [["ana online"], ["ana online"]]);
});

Deno.test("presence - what is heard while the rows are read is newer than they are", async () => {
  const { world, clock, one, two, ana } = await three();
  let answer = () => {};
  const rows = createPresenceRows(two.kv);
  const slow: PresenceRows = {
    ...rows,
    async all() {
      const found = await rows.all();
      await new Promise<void>((resolve) => answer = resolve);
      return found;
    },
  };
  const presence = createPresence({ ...two, rows: slow });
  const started = presence.start();
  await clock.settle();
  one.presence.connect(ana, "a");
  await clock.advance(600);
  answer();
  await started;
  await clock.advance(600);
  assertEquals(presence.of(ana.id), "online");
  assertEquals(world.reports, []);
});

Deno.test("presence - while the store is away people still see each other; rows follow", async () => {
  const { world, clock, one, two, ana } = await three();
  one.presence.connect(ana, "a");
  one.kv.away = true;
  await clock.advance(900);
  assertEquals(states([one, two], ana.id), ["online", "online"]);
  one.kv.away = false;
  await clock.advance(2_000);
  const rows = await world.store.list({ prefix: keys.presences() }, { limit: 9 });
  assertEquals(rows.map(({ key }) => key.at(-1)), [ana.id]);
});

Deno.test("status - is shown everywhere, ends at its time, and outlives a visit", async () => {
  const { clock, all, one, two, ana } = await three();
  one.presence.connect(ana, "a");
  one.presence.report(ana.id, "a", { status: "  at  lunch ", until: clock.now() + 60_000 });
  await clock.advance(600);
  const shown = (at: ChatInstance) => at.presence.everyone().map((one) => one.status);
  assertEquals(all.map(shown), [["at lunch"], ["at lunch"], ["at lunch"]]);
  one.presence.disconnect(ana.id, "a");
  await clock.advance(3_000);
  two.presence.connect(ana, "b");
  await clock.advance(600);
  assertEquals(all.map(shown), [["at lunch"], ["at lunch"], ["at lunch"]]);
  await clock.advance(60_000);
  assertEquals(all.map(shown), [[undefined], [undefined], [undefined]]);
});

Deno.test("status - changed on one device, it is changed for all; an empty one clears it", async () => {
  const { clock, all, one, two, ana } = await three();
  one.presence.connect(ana, "a");
  two.presence.connect(ana, "b");
  one.presence.report(ana.id, "a", { status: "here" });
  await clock.advance(600);
  two.presence.report(ana.id, "b", { status: "there" });
  await clock.advance(600);
  one.presence.report(ana.id, "a", { state: "away" });
  await clock.advance(600);
  const shown = () => all.map(({ presence }) => presence.everyone()[0]?.status);
  assertEquals(shown(), ["there", "there", "there"]);
  one.presence.report(ana.id, "a", { status: " " });
  await clock.advance(600);
  assertEquals(shown(), [undefined, undefined, undefined]);
});

Deno.test("status - set on one device, it stands in the rows of all", async () => {
  const { world, clock, one, two, ana } = await three();
  one.presence.connect(ana, "a");
  two.presence.connect(ana, "b");
  await clock.advance(600);
  world.buses.published.length = 0;
  two.presence.report(ana.id, "b", { status: "there" });
  await clock.advance(1_000);
  assertEquals(world.buses.published.length, 1, "whoever hears of it does not say it again");
  world.buses.depart("two");
  await clock.advance(3_000);
  const late = await world.start("late");
  await clock.advance(600);
  assertEquals(late.presence.everyone().map((one) => one.status), ["there"]);
});

Deno.test("status - 80 code points are allowed, one more is too long", async () => {
  const { one, ana } = await three();
  one.presence.connect(ana, "a");
  one.presence.report(ana.id, "a", { status: "😀".repeat(80) });
  const long = () => one.presence.report(ana.id, "a", { status: "😀".repeat(81) });
  assertEquals(assertThrows(long, ChatError).refusal, "status-too-long");
});

Deno.test("presence - a new name shows without a new connection", async () => {
  const { world, clock, all, one, ana } = await three();
  one.presence.connect(ana, "a");
  await clock.advance(600);
  await world.users.rename(ana.id, "Anabel");
  const changed = { type: "changed", what: "user", id: ana.id } as const;
  one.announcer.announce([{ topic: "everyone", message: changed }]);
  await clock.advance(600);
  assertEquals(all.map(({ presence }) => presence.everyone()[0]?.name), Array(3).fill("Anabel"));
});
