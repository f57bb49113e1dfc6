import { assert, assertEquals } from "@std/assert";
import { clusterTest } from "../../support/instances.ts";

const presence = (instance: string) => ({
  topic: "everyone" as const,
  message: { type: "presence" as const, instance, changes: [] },
});

clusterTest("newcomer - one that is heard and leaves between two looks departs", async (all) => {
  const a = await all.start("a", { near: true });
  await all.meet();
  await all.clock.advance(1_600); // a look is just over
  const b = await all.start("b", { near: true });
  await all.clock.runUntil(b.bus.publish([presence("b")]));
  await all.clock.settle();
  assertEquals(a.received, [presence("b")]);
  assertEquals(a.bus.instances(), ["a"], "it is not known to live yet");
  await all.clock.runUntil(b.bus.close());
  await all.clock.advance(2_000);
  assertEquals(a.departed.map(({ instance, swept }) => ({ instance, swept })), [
    { instance: "b", swept: false },
  ]);
});

clusterTest("newcomer - one that was heard and listed departs once", async (all) => {
  const a = await all.start("a", { near: true });
  const b = await all.start("b", { near: true });
  await all.meet();
  await all.clock.runUntil(b.bus.publish([presence("b")]));
  await all.clock.settle();
  assertEquals([a.received, a.bus.instances()], [[presence("b")], ["a", "b"]]);
  await all.clock.runUntil(b.bus.close());
  await all.clock.advance(10_000);
  assertEquals(a.departed.map(({ instance }) => instance), ["b"]);
});

clusterTest("newcomer - one that is heard before it is known to live stays", async (all) => {
  const a = await all.start("a", { near: true });
  await all.meet();
  const b = await all.start("b", { near: true });
  let published = false;
  a.kv.before = async (call) => {
    if (call.call !== "getMany" || published) return;
    published = true; // the read of the list is under way
    await b.bus.publish([presence("b")]);
    await all.clock.settle();
  };
  await all.clock.advance(10_000);
  assertEquals([a.received, a.bus.instances(), a.departed], [[presence("b")], ["a", "b"], []]);
});

clusterTest(
  "newcomer - one that is killed as soon as it joined goes within 17 s (P2)",
  async (all) => {
    const a = await all.start("a");
    await all.meet();
    await all.clock.advance(1_501); // a look is just over
    const b = await all.start("b");
    const killedAt = all.clock.now();
    b.kill();
    await all.clock.advance(25_000);
    const [departed] = a.departed;
    const afterMs = (departed?.at ?? Infinity) - killedAt;
    assert(afterMs <= 17_000, `${afterMs} ms; its people stay 2 s and 250 ms longer`);
  },
);
