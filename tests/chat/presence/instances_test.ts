import { assertEquals } from "@std/assert";
import { createPresence } from "../../../lib/chat/presence/presence.ts";
import { keys } from "../../../lib/kv/keys.ts";
import { createPresenceRows, type PresenceRows } from "../../../lib/store/presence_rows.ts";
import { pushes, states, threeInstances } from "../../support/three_instances.ts";

Deno.test("presence - words that were lost are made good on suspicion", async () => {
  const { fixture, clock, all, one, ana, ben } = await threeInstances();
  one.presence.connect(ben, "b");
  await clock.advance(600);
  fixture.buses.copies = () => 0;
  one.presence.connect(ana, "a");
  one.presence.disconnect(ben.id, "b");
  await clock.advance(3_000);
  assertEquals(states(all, ana.id), ["online", "offline", "offline"]);
  fixture.buses.suspect();
  await clock.advance(600);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
  assertEquals(states(all, ben.id), ["offline", "offline", "offline"]);
});

Deno.test("presence - who was only on an instance that died goes, others stay; its rows are swept", async () => {
  const { fixture, clock, all: [one, two, third], ana, ben } = await threeInstances();
  if (!one || !two || !third) throw new Error("three instances");
  third.presence.connect(ana, "a");
  third.presence.connect(ben, "b");
  one.presence.connect(ben, "c");
  await clock.advance(600);
  fixture.buses.depart("three");
  fixture.buses.suspect();
  await clock.advance(1_900);
  assertEquals(states([one, two], ana.id), ["online", "online"]);
  await clock.advance(600);
  assertEquals(states([one, two], ana.id), ["offline", "offline"]);
  assertEquals(states([one, two], ben.id), ["online", "online"]);
  const rows = await fixture.store.list({ prefix: keys.presenceOn("three") }, { limit: 9 });
  assertEquals(rows, []);
});

Deno.test("presence - who was on an instance that died and comes back elsewhere does not flicker", async () => {
  const { fixture, clock, one, two, third, ana } = await threeInstances();
  third.presence.connect(ana, "a");
  await clock.advance(600);
  fixture.buses.depart("three");
  fixture.buses.suspect();
  await clock.advance(1_000);
  two.presence.connect(ana, "b");
  await clock.advance(5_000);
  assertEquals(pushes([one, two]), [["ana online"], ["ana online"]]);
});

Deno.test("presence - who left an instance just before they are heard of from another is not held there (P1)", async () => {
  const { clock, all, one, two, ana } = await threeInstances();
  two.presence.connect(ana, "b");
  await clock.advance(600);
  one.presence.connect(ana, "a");
  await clock.advance(240); // one is about to tell of her
  two.presence.disconnect(ana.id, "b", "left");
  await clock.advance(600);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
  one.presence.disconnect(ana.id, "a", "left");
  await clock.advance(1_000);
  assertEquals(states(all, ana.id), ["offline", "offline", "offline"]);
});

Deno.test("presence - rows of instances that nobody knows show nobody, and are swept", async () => {
  const { fixture, clock, one, ana } = await threeInstances();
  one.presence.connect(ana, "a");
  await clock.advance(600);
  for (const name of ["one", "two", "three"]) fixture.buses.vanish(name);
  const restarted = await fixture.start("restarted");
  await clock.advance(600);
  assertEquals(restarted.presence.everyone(), []);
  await clock.advance(25_000);
  assertEquals(await fixture.store.list({ prefix: keys.presences() }, { limit: 9 }), []);
});

Deno.test("presence - late words of a dead instance are not believed", async () => {
  const { fixture, clock, one, ana } = await threeInstances();
  fixture.buses.depart("three");
  await clock.advance(3_000);
  const change = { user: ana.id, name: "ana", role: "member", state: "online" } as const;
  const late = { type: "presence", instance: "three", changes: [change] } as const;
  one.bus.receive("everyone", { ...late, changes: [change] });
  await clock.advance(600);
  assertEquals(one.presence.of(ana.id), "offline");
});

Deno.test("presence - an instance that was taken for dead tells again who is there", async () => {
  const { fixture, clock, all, third, ana } = await threeInstances();
  third.presence.connect(ana, "a");
  await clock.advance(600);
  fixture.buses.depart("three");
  await clock.advance(3_000);
  assertEquals(states(all.slice(0, 2), ana.id), ["offline", "offline"]);
  fixture.buses.rejoin(third.bus);
  fixture.buses.suspect();
  await clock.advance(3_000);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
});

Deno.test("presence - closing removes the rows of the instance", async () => {
  const { fixture, clock, one, two, ana } = await threeInstances();
  one.presence.connect(ana, "a");
  await clock.advance(600);
  await one.presence.close();
  await one.bus.close();
  await clock.advance(3_000);
  assertEquals(await fixture.store.list({ prefix: keys.presences() }, { limit: 9 }), []);
  assertEquals(two.presence.of(ana.id), "offline");
});

Deno.test("presence - who was on an instance that closed and comes back does not flicker", async () => {
  const { fixture, clock, one, two, third, ana } = await threeInstances();
  third.presence.connect(ana, "a");
  await clock.advance(600);
  await third.presence.close();
  await third.bus.close();
  fixture.buses.suspect();
  await clock.advance(1_000);
  two.presence.connect(ana, "b");
  await clock.advance(5_000);
  assertEquals(pushes([one, two]), [["ana online"], ["ana online"]]);
});

Deno.test("presence - an instance that is back before its moment is over lost nobody", async () => {
  const { fixture, clock, one, two, third, ana } = await threeInstances();
  third.presence.connect(ana, "a");
  await clock.advance(600);
  fixture.buses.depart("three");
  await clock.advance(1_000);
  fixture.buses.rejoin(third.bus);
  await clock.advance(5_000);
  assertEquals(pushes([one, two]), [["ana online"], ["ana online"]]);
});

Deno.test("presence - what is heard while the rows are read is newer than they are", async () => {
  const { fixture, clock, one, two, ana } = await threeInstances();
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
  assertEquals(fixture.reports, []);
});

Deno.test("presence - while the store is away people still see each other; rows follow", async () => {
  const { fixture, clock, one, two, ana } = await threeInstances();
  one.presence.connect(ana, "a");
  one.kv.away = true;
  await clock.advance(900);
  assertEquals(states([one, two], ana.id), ["online", "online"]);
  one.kv.away = false;
  await clock.advance(2_000);
  const rows = await fixture.store.list({ prefix: keys.presences() }, { limit: 9 });
  assertEquals(rows.map(({ key }) => key.at(-1)), [ana.id]);
});
