import { assertEquals } from "@std/assert";
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
