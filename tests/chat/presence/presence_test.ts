import { assertEquals } from "@std/assert";
import { keys } from "../../../lib/kv/keys.ts";
import { pushes, states, threeInstances } from "../../support/three_instances.ts";
import { renameUser } from "../../../lib/chat/identity/names.ts";

Deno.test("presence - online while a connection is active anywhere, away when all are (P1)", async () => {
  const { clock, all, one, two, ana } = await threeInstances();
  one.presence.connect(ana, "a");
  two.presence.connect(ana, "b");
  await clock.advance(600);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
  one.presence.report(ana.id, "a", "away");
  await clock.advance(600);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
  two.presence.report(ana.id, "b", "away");
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
  const { fixture, clock, all, one, ana, ben } = await threeInstances();
  one.presence.connect(ben, "b");
  one.presence.connect(ana, "a");
  await clock.advance(100);
  one.presence.disconnect(ana.id, "a");
  await clock.advance(5_000);
  assertEquals(pushes(all), Array(3).fill(["ben online"]));
  const rows = await fixture.store.list({ prefix: keys.presences() }, { limit: 9 });
  assertEquals(rows.map(({ key }) => key.at(-1)), [ben.id]);
});

Deno.test("presence - an instance that starts later knows who is there", async () => {
  const { fixture, clock, one, ana } = await threeInstances();
  one.presence.connect(ana, "a");
  await clock.advance(600);
  const late = await fixture.start("late");
  await clock.advance(600);
  assertEquals(states([late], ana.id), ["online"]);
});

Deno.test("presence - a new name shows without a new connection", async () => {
  const { fixture, clock, all, one, ana } = await threeInstances();
  one.presence.connect(ana, "a");
  await clock.advance(600);
  await renameUser(fixture.users, ana.id, "Anabel");
  const changed = { type: "changed", what: "user", id: ana.id } as const;
  one.announcer.announce([{ topic: "everyone", message: changed }]);
  await clock.advance(600);
  assertEquals(all.map(({ presence }) => presence.everyone()[0]?.name), Array(3).fill("Anabel"));
});

Deno.test("presence - a page that was asked for counts for a while, or until there is a connection (P7)", async () => {
  const { clock, all, one, ana } = await threeInstances();
  one.presence.visit(ana, "s", "with-script");
  await clock.advance(600);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
  await clock.advance(8_000);
  one.presence.visit(ana, "s", "with-script");
  await clock.advance(9_000);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
  await clock.advance(1_600);
  assertEquals(states(all, ana.id), ["away", "away", "away"], "no script told of itself in 10 s");

  one.presence.visit(ana, "s", "without-script");
  one.presence.connect(ana, "a");
  await clock.advance(600);
  one.presence.disconnect(ana.id, "a", "left");
  await clock.advance(1_000);
  assertEquals(states(all, ana.id), ["offline", "offline", "offline"]);
});

Deno.test("presence - who reads without a script is here, then away, and goes after a long while (P7)", async () => {
  const { clock, all, one, ana } = await threeInstances();
  const everywhere = (state: string) => assertEquals(states(all, ana.id), [state, state, state]);
  const minutes = (count: number) => clock.advance(count * 60_000 + 1_000);
  one.presence.visit(ana, "s", "without-script");
  for (let pages = 0; pages < 4; pages++) {
    await minutes(1);
    everywhere("online");
    await minutes(4);
    everywhere("away");
    one.presence.visit(ana, "s", "without-script"); // they look again
  }
  await minutes(14);
  everywhere("away");
  await minutes(2);
  everywhere("offline");
});

Deno.test("presence - where a script ran and does so no more, pages count as without one (P7)", async () => {
  const { clock, all, one, two, ana } = await threeInstances();
  one.presence.visit(ana, "s", "with-script");
  await clock.advance(15_000);
  assertEquals(states(all, ana.id), ["away", "away", "away"], "no connection came");
  one.presence.visit(ana, "s", "with-script");
  await clock.advance(60_000);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
  assertEquals(pushes([two]), [["ana online", "ana away", "ana online"]], "nobody came twice");
  one.presence.connect(ana, "a");
  one.presence.disconnect(ana.id, "a", "left");
  await clock.advance(1_000);
  assertEquals(
    states(all, ana.id),
    ["offline", "offline", "offline"],
    "a connection tells it better",
  );
});

Deno.test("presence - from one page to the next nobody goes and comes (P7)", async () => {
  const { clock, one, two, ana } = await threeInstances();
  one.presence.connect(ana, "a");
  await clock.advance(600);
  one.presence.disconnect(ana.id, "a"); // the page goes
  await clock.advance(1_500);
  one.presence.visit(ana, "s", "with-script"); // the next one is drawn,
  await clock.advance(3_000);
  one.presence.connect(ana, "b"); // and comes alive slowly
  await clock.advance(10_000);
  assertEquals(pushes([one, two]), [["ana online"], ["ana online"]]);
});

Deno.test("presence - a visit ends with its session (P7)", async () => {
  const { clock, all, one, ana } = await threeInstances();
  one.presence.visit(ana, "s", "without-script");
  one.presence.visit(ana, "t", "without-script");
  await clock.advance(600);
  const expel = (session: string) => {
    const why = { reason: "session-ended" } as const;
    one.announcer.announce([{
      topic: `user:${ana.id}`,
      message: { type: "expel", user: ana.id, session, why },
    }]);
  };
  expel("s");
  await clock.advance(5_000);
  assertEquals(states(all, ana.id), ["online", "online", "online"]);
  expel("t");
  await clock.advance(5_000);
  assertEquals(states(all, ana.id), ["offline", "offline", "offline"]);
});
