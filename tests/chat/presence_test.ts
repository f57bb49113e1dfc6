import { assertEquals } from "@std/assert";
import { keys } from "../../lib/store/keys.ts";
import { pushes, states, threeInstances } from "../support/three_instances.ts";

Deno.test("presence - online while a connection is active anywhere, away when all are (P1)", async () => {
  const { clock, all, one, two, ana } = await threeInstances();
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
  const { clock, all, one, ana } = await threeInstances();
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
  const { clock, all, one, ana } = await threeInstances();
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
  const { clock, all, one, two, ana } = await threeInstances();
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
  const { clock, all, one, ana, ben } = await threeInstances();
  one.presence.connect(ana, "a");
  await clock.advance(200);
  one.presence.connect(ben, "b");
  await clock.advance(49);
  assertEquals(pushes([one]), [[]]);
  await clock.advance(600);
  assertEquals(pushes(all), Array(3).fill(["ana online, ben online"]));
});

Deno.test("presence - what another instance gathered is shown at once, what comes after it is gathered (P3)", async () => {
  const { clock, one, two, third, ana, ben } = await threeInstances();
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
  const { world, clock, all, one, ana, ben } = await threeInstances();
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
  const { world, clock, one, ana } = await threeInstances();
  one.presence.connect(ana, "a");
  await clock.advance(600);
  const late = await world.start("late");
  await clock.advance(600);
  assertEquals(states([late], ana.id), ["online"]);
});

Deno.test("presence - a new name shows without a new connection", async () => {
  const { world, clock, all, one, ana } = await threeInstances();
  one.presence.connect(ana, "a");
  await clock.advance(600);
  await world.users.rename(ana.id, "Anabel");
  const changed = { type: "changed", what: "user", id: ana.id } as const;
  one.announcer.announce([{ topic: "everyone", message: changed }]);
  await clock.advance(600);
  assertEquals(all.map(({ presence }) => presence.everyone()[0]?.name), Array(3).fill("Anabel"));
});
