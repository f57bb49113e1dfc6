import { assert, assertEquals } from "@std/assert";
import type { Roster } from "../../../lib/cluster/roster.ts";
import { keys } from "../../../lib/kv/keys.ts";
import { clusterTest, type TestInstances, typing } from "../../support/instances.ts";

async function live(all: TestInstances): Promise<Roster | null> {
  return (await all.kv.get<Roster>(keys.live())).value;
}

/** Everything that the link keeps of an instance. */
async function leavings(all: TestInstances, instance: string): Promise<unknown[]> {
  const kept = await Promise.all([
    all.kv.list({ prefix: keys.interestsOf(instance) }, { limit: 9 }),
    all.kv.list({ prefix: keys.inboxOf(instance) }, { limit: 9 }),
    all.kv.list({ prefix: ["interest"] }, { limit: 99 }),
    all.kv.getMany([keys.lease(instance), keys.wake(instance)]),
  ]);
  return kept.flat().filter(({ key, versionstamp }) => versionstamp && key.includes(instance))
    .map(({ key }) => key);
}

clusterTest(
  "lease - a killed instance is removed by exactly one survivor within 20 s (P2)",
  async (all) => {
    const survivors = [await all.start("a"), await all.start("b"), await all.start("c")];
    const victim = await all.start("d");
    await all.clock.runUntil(victim.bus.follow(["conversation:x", "conversation:y"]));
    await all.meet();
    await all.clock.runUntil(survivors[0]!.bus.publish([typing("x")]));
    assertEquals((await leavings(all, "d")).length > 4, true);
    const killedAt = all.clock.now();
    victim.kill();
    await all.clock.advance(10_000);
    assertEquals(survivors[0]!.bus.instances().includes("d"), true);
    await all.clock.advance(20_000);
    const departed = survivors.flatMap((survivor) => survivor.departed);
    assertEquals(departed.map(({ instance }) => instance), ["d", "d", "d"]);
    assertEquals(departed.filter(({ swept }) => swept).length, 1);
    for (const { at } of departed) assert(at - killedAt < 20_000, `${at - killedAt} ms`);
    for (const { bus, suspicions } of survivors) {
      assertEquals(bus.instances().toSorted(), ["a", "b", "c"]);
      const why = "it may have died between a commit and its publishing; or a commit came later";
      assertEquals(suspicions.length, 2, why);
    }
    assertEquals(await leavings(all, "d"), []);
    assertEquals((await live(all))?.sweeping, {});
  },
);

clusterTest("lease - a kill shows within 17.2 s at the worst of times (P2)", async (all) => {
  const survivor = await all.start("a");
  await all.clock.advance(100); // so that it looks almost 2 s after each renewal of the other
  const victim = await all.start("b");
  await all.clock.advance(8_001);
  const killedAt = all.clock.now();
  victim.kill();
  await all.clock.advance(20_000);
  const [departed] = survivor.departed;
  assert(departed && departed.at - killedAt > 15_000 && departed.at - killedAt <= 17_200);
});

clusterTest("lease - a clock that is set, back or on, moves no judgement (P2)", async (all) => {
  const survivor = await all.start("a");
  const victim = await all.start("b");
  await all.meet();
  const killedAt = all.clock.elapsed();
  victim.kill();
  all.clock.set(-3_600_000);
  await all.clock.advance(8_000);
  all.clock.set(7_200_000);
  await all.clock.advance(17_200 - 8_000);
  assertEquals(survivor.departed.length, 1, `${all.clock.elapsed() - killedAt} ms after the kill`);
});

clusterTest("lease - one removal is enough although the store denies what it did", async (all) => {
  const survivors = [await all.start("a"), await all.start("b")];
  const victim = await all.start("d");
  await all.meet();
  for (const { kv } of survivors) {
    kv.answer = (result, call) => {
      const ofLive = call.call === "commit" && call.mutations.some(({ key }) => key[0] === "live");
      return ofLive ? { ok: false } : result;
    };
  }
  victim.kill();
  await all.clock.advance(30_000);
  const departed = survivors.flatMap((survivor) => survivor.departed);
  assertEquals(departed.map(({ instance }) => instance), ["d", "d"]);
  assertEquals(departed.filter(({ swept }) => swept).length, 1);
  assertEquals(await live(all), { instances: ["a", "b"], sweeping: {}, departed: "d" });
});

clusterTest("lease - a sweep goes on when its sweeper dies", async (all) => {
  const a = await all.start("a");
  const b = await all.start("b");
  const victim = await all.start("d");
  await all.clock.runUntil(victim.bus.follow(["conversation:x"]));
  await all.meet();
  victim.kill();
  // Whoever wins dies before the sweep, with its removal done.
  const sweeps = Promise.withResolvers<typeof a>();
  for (const instance of [a, b]) {
    instance.kv.before = (call) => {
      if (call.call === "list" && call.key[0] === "interest_of") sweeps.resolve(instance);
      return call.call === "list" ? new Promise(() => {}) : undefined;
    };
  }
  const winner = await all.clock.runUntil(sweeps.promise);
  const other = winner === a ? b : a;
  winner.kill();
  other.kv.before = () => {};
  assert((await leavings(all, "d")).length > 0);
  await all.clock.advance(60_000);
  assertEquals(await leavings(all, "d"), []);
  const { instances, sweeping } = (await live(all)) ?? {};
  assertEquals([instances, sweeping], [[other.bus.instance], {}]);
  const swept = other.departed.filter(({ swept }) => swept).map(({ instance }) => instance);
  assertEquals(swept.toSorted(), ["d", winner.bus.instance].toSorted());
});

clusterTest(
  "lease - a paused instance rejoins, writes its interests again and suspects",
  async (all) => {
    const a = await all.start("a");
    const b = await all.start("b", { near: true });
    await all.clock.runUntil(b.bus.follow(["conversation:x"]));
    await all.meet();
    b.sleep();
    await all.clock.advance(25_000);
    assertEquals(a.bus.instances(), ["a"]);
    assertEquals(await leavings(all, "b"), []);
    b.wake();
    await all.clock.advance(5_000);
    assertEquals(a.bus.instances(), ["a", "b"]);
    assert(b.suspicions.length > 0, "it missed what was published meanwhile");
    await all.clock.runUntil(a.bus.publish([typing("x")]));
    await all.clock.settle();
    assertEquals(b.received, [typing("x")]);
  },
);

clusterTest("lease - one that was removed finds out at its next look", async (all) => {
  await all.start("a");
  const b = await all.start("b");
  await all.meet();
  await all.kv.commit([], [
    { type: "set", key: keys.live(), value: { instances: ["a"], sweeping: {} } },
    { type: "delete", key: keys.lease("b") },
  ]);
  await all.clock.advance(2_000);
  assertEquals((await live(all))?.instances, ["a", "b"]);
  assertEquals(b.suspicions.length, 1);
});

clusterTest("lease - after a sleep of hours nothing is taken for repetition", async (all) => {
  const a = await all.start("a");
  const b = await all.start("b");
  await all.clock.runUntil(b.bus.follow(["conversation:x"]));
  await all.meet();
  for (const user of ["1", "2", "3"]) {
    await all.clock.runUntil(a.bus.publish([typing("x", user)]));
    await all.clock.settle();
  }
  assertEquals(b.received.length, 3);
  b.sleep();
  await all.clock.advance(2 * 3_600_000);
  b.wake();
  await all.clock.advance(5_000);
  b.received.length = 0;
  await all.clock.runUntil(a.bus.publish([typing("x")]));
  await all.clock.settle();
  assertEquals(b.received, [typing("x")]);
});

clusterTest("lease - instances that slept together do not bury each other", async (all) => {
  const both = [await all.start("a"), await all.start("b")];
  await all.meet();
  for (const instance of both) instance.sleep();
  await all.clock.advance(60_000);
  for (const instance of both) instance.wake();
  await all.clock.advance(30_000);
  for (const { bus, departed } of both) {
    assertEquals([bus.instances().length, departed], [2, []]);
  }
});

clusterTest("lease - a store that was away for long buries nobody", async (all) => {
  const both = [await all.start("a"), await all.start("b")];
  await all.meet();
  for (const { kv } of both) kv.away = true;
  await all.clock.advance(60_000);
  for (const { kv } of both) kv.away = false;
  await all.clock.advance(30_000);
  for (const { departed, suspicions } of both) {
    assertEquals(departed, []);
    assert(suspicions.length > 0, "what was published meanwhile went nowhere");
  }
});

clusterTest("lease - a look after a gap begins to judge anew", async (all) => {
  const a = await all.start("a");
  const b = await all.start("b");
  await all.meet();
  b.sleep();
  a.kv.away = true;
  await all.clock.advance(20_000);
  a.kv.away = false;
  await all.clock.advance(8_000);
  b.wake();
  await all.clock.advance(20_000);
  assertEquals(a.departed, []);
});

clusterTest("lease - one that renews after it was judged stays", async (all) => {
  const a = await all.start("a");
  const b = await all.start("b");
  await all.meet();
  b.sleep();
  let judged = 0;
  a.kv.before = async (call) => {
    const removes = call.call === "commit" && call.mutations.some(({ key }) => key[0] === "live");
    if (!removes) return;
    judged++;
    b.wake();
    await all.clock.settle();
  };
  await all.clock.advance(40_000);
  assertEquals([judged, a.departed, b.suspicions], [1, [], []]);
});

clusterTest("lease - an instance whose lease still changes stays", async (all) => {
  const a = await all.start("a");
  await all.start("b");
  await all.clock.advance(120_000);
  assertEquals(a.bus.instances(), ["a", "b"]);
  assertEquals(a.departed, []);
});

clusterTest(
  "lease - who leaves is known at the next look, with nothing left of it",
  async (all) => {
    const a = await all.start("a");
    const b = await all.start("b");
    await all.clock.runUntil(b.bus.follow(["conversation:x", "user:u"]));
    await all.meet();
    await all.clock.runUntil(b.bus.close());
    assertEquals(await leavings(all, "b"), []);
    assertEquals(await live(all), { instances: ["a"], sweeping: {}, departed: "b" });
    await all.clock.advance(2_000);
    assertEquals(a.departed.map(({ instance, swept }) => ({ instance, swept })), [
      { instance: "b", swept: false },
    ]);
    await all.clock.runUntil(a.bus.publish([typing("x")]));
    assertEquals(await leavings(all, "b"), []);
  },
);

clusterTest("close - takes at most 2 s of a store that does not answer (D7)", async (all) => {
  const a = await all.start("a");
  await all.clock.runUntil(a.bus.follow(["conversation:x"]));
  const before = all.clock.now();
  a.kv.before = () => new Promise(() => {});
  await all.clock.runUntil(a.bus.close());
  assertEquals(all.clock.now() - before, 2_000);
});

clusterTest("close - sets no timer for later", async (all) => {
  const before = all.clock.pending;
  const a = await all.start("a", { near: true });
  const b = await all.start("b", { near: true });
  await all.clock.runUntil(a.bus.follow(["conversation:x"]));
  a.bus.unfollow(["conversation:x"]);
  await all.clock.runUntil(b.bus.publish([typing("x")]));
  for (const { bus } of [a, b]) await all.clock.runUntil(bus.close());
  assertEquals(all.clock.pending, before);
});

clusterTest(
  "lease - one of another version that was killed is removed as well (P2)",
  async (all) => {
    await all.kv.commit([], [
      { type: "set", key: keys.live(), value: { instances: ["old"], sweeping: {} } },
      { type: "set", key: keys.lease("old"), value: { said: { a: 3 } } },
    ]);
    const { bus } = await all.start("a");
    assertEquals(bus.instances().toSorted(), ["a", "old"]);
    await all.clock.advance(30_000);
    assertEquals(bus.instances(), ["a"]);
    assertEquals(await leavings(all, "old"), []);
  },
);
