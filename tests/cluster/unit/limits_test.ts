import { assert, assertEquals } from "@std/assert";
import type { Published } from "../../../lib/cluster/bus.ts";
import { keys } from "../../../lib/kv/keys.ts";
import { clusterTest, type TestInstances, typing } from "../../support/instances.ts";

async function farPair(all: TestInstances) {
  const a = await all.start("a");
  const b = await all.start("b");
  await all.clock.runUntil(b.bus.follow(["conversation:x"]));
  await all.meet();
  return { a, b };
}

const notice = (bytes: number): Published => ({
  topic: "conversation:x",
  message: { type: "notice", level: "info", text: "n".repeat(bytes) },
});

clusterTest("limits - a message that no value can hold becomes a gap", async (all) => {
  const { a, b } = await farPair(all);
  await all.clock.runUntil(a.bus.publish([notice(50_000)]));
  await all.clock.settle();
  assertEquals([b.received.length, b.suspicions], [1, []]);
  await all.clock.runUntil(a.bus.publish([notice(70_000)]));
  await all.clock.runUntil(a.bus.publish([typing("x")]));
  await all.clock.settle();
  assertEquals([b.received.at(-1), b.received.length], [typing("x"), 2]);
  assertEquals(b.suspicions.length, 1);
});

clusterTest("limits - more than one commit takes goes in several", async (all) => {
  const { a, b } = await farPair(all);
  await all.clock.runUntil(a.bus.publish(Array.from({ length: 30 }, () => notice(50_000))));
  await all.clock.settle();
  assertEquals([b.received.length, b.suspicions], [30, []]);
});

clusterTest("limits - what waits for a slow store is bounded, and the rest a gap", async (all) => {
  const { a, b } = await farPair(all);
  const gate = Promise.withResolvers<void>();
  a.kv.before = (call) => call.call === "commit" ? gate.promise : undefined;
  for (let turn = 0; turn < 10; turn++) {
    void a.bus.publish(Array.from({ length: 30 }, () => notice(50_000)));
    await all.clock.settle();
  }
  gate.resolve();
  await all.clock.settle();
  const bytes = b.received.length * 50_000;
  assert(bytes > 6e6 && bytes < 9e6, `${bytes} bytes were kept`);
  await all.clock.runUntil(a.bus.publish([typing("x")]));
  await all.clock.settle();
  assertEquals(b.suspicions.length, 1);
});

clusterTest("limits - what waits for a lookup is bounded, and the rest a gap", async (all) => {
  const { a, b } = await farPair(all);
  const gate = Promise.withResolvers<void>();
  a.kv.before = (call) => call.call === "get" ? gate.promise : undefined;
  for (let turn = 0; turn < 250; turn++) {
    void a.bus.publish(Array.from({ length: 100 }, () => typing("x")));
  }
  a.kv.before = () => {};
  gate.resolve();
  await all.clock.advance(10_000);
  assertEquals(b.received.length, 10_100);
  assertEquals(b.suspicions.length, 1);
});

clusterTest("limits - a closing instance says first what it was given to say (D7)", async (all) => {
  for (const near of [true, false]) {
    const a = await all.start(`a${near}`, { near });
    const b = await all.start(`b${near}`, { near });
    await all.clock.runUntil(b.bus.follow(["conversation:x"]));
    await all.meet();
    a.kv.before = (call) => {
      if (call.call !== "getMany") return; // its lookups are slow
      return new Promise((resolve) => void all.clock.after(300, resolve));
    };
    void a.bus.publish([typing("x", "1")]);
    void a.bus.publish([typing("x", "2")]);
    await all.clock.runUntil(a.bus.close());
    assertEquals(b.received, [typing("x", "1"), typing("x", "2")]);
    await all.clock.runUntil(a.bus.publish([typing("x", "3")]));
    await all.clock.settle();
    assertEquals(b.received.length, 2);
  }
});

clusterTest("limits - nothing is put for one that is removed and not swept yet", async (all) => {
  const { a } = await farPair(all);
  await all.kv.commit([], [{
    type: "set",
    key: keys.live(),
    value: { instances: ["a"], sweeping: { b: "another" } },
  }]);
  await all.clock.runUntil(a.bus.publish([typing("x")]));
  assertEquals(await all.kv.list({ prefix: keys.inboxOf("b") }, { limit: 1 }), []);
});
