import { assert, assertEquals } from "@std/assert";
import { keys } from "../../../lib/store/keys.ts";
import { clusterTest, typing } from "./instances.ts";

for (const near of [true, false]) {
  const link = near ? "near" : "far";

  clusterTest(`bus - a ${link} follower receives what is published, in order`, async (all) => {
    const a = await all.start("a", { near });
    const b = await all.start("b", { near });
    await all.clock.runUntil(b.bus.follow(["conversation:x", "user:me"]));
    await all.meet();
    const sent = [typing("x", "1"), typing("x", "2"), typing("x", "3")];
    await all.clock.runUntil(
      Promise.all([a.bus.publish(sent.slice(0, 2)), a.bus.publish(sent.slice(2))]),
    );
    await all.clock.settle();
    assertEquals(b.received, sent);
    assertEquals(a.received, []);
    assertEquals(b.suspicions, []);
  });
}

clusterTest("bus - being alone costs one read a flush and no write", async (all) => {
  const a = await all.start("a");
  await all.clock.runUntil(a.bus.follow(["conversation:x", "conversation:y"]));
  await all.meet();
  await all.clock.runUntil(a.bus.publish([typing("x"), typing("y"), typing("z")]));
  assertEquals(a.kv.take(), [{ call: "get", key: keys.live() }]);
  const b = await all.start("b");
  await all.clock.runUntil(a.bus.publish([typing("x"), typing("y"), typing("z")]));
  assert(a.kv.take().length > 1, "with a peer, interests are looked up");
  await all.clock.runUntil(b.bus.close());
});
