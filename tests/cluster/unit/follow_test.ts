import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Topic } from "../../../lib/cluster/bus.ts";
import { keys } from "../../../lib/kv/keys.ts";
import { Unavailable } from "../../../lib/kv/kv.ts";
import { clusterTest, type TestInstances, typing } from "../../support/instances.ts";

async function followers(all: TestInstances, topic: Topic): Promise<string[]> {
  const rows = await all.kv.list({ prefix: keys.interests(topic) }, { limit: 100 });
  return rows.map(({ key }) => String(key.at(-1)));
}

clusterTest("follow - resolves when both indexes hold the interest, not before", async (all) => {
  const a = await all.start("a");
  await all.meet();
  const gate = Promise.withResolvers<void>();
  a.kv.before = ({ call }) => call === "commit" ? gate.promise : undefined;
  let followed = false;
  const following = a.bus.follow(["conversation:x"]).then(() => followed = true);
  await all.clock.settle();
  assertEquals([followed, await followers(all, "conversation:x")], [false, []]);
  gate.resolve();
  await following;
  assertEquals(await followers(all, "conversation:x"), ["a"]);
  const byInstance = await all.kv.list({ prefix: keys.interestsOf("a") }, { limit: 10 });
  assertEquals(byInstance.map(({ key }) => key.at(-1)), ["conversation:x"]);
});

clusterTest(
  "follow - whoever follows before reading misses nothing written after it (D4)",
  async (all) => {
    const writer = await all.start("a");
    const reader = await all.start("b");
    await all.meet();
    // The writer commits while the reader is between following and reading, at each possible place.
    for (let place = 0; place < 12; place++) {
      const topic: Topic = `conversation:${place}`;
      const log = ["log", String(place)];
      const reading = reader.bus.follow([topic]).then(() => all.kv.get(log));
      for (let turn = 0; turn < place; turn++) await Promise.resolve();
      await all.kv.commit([], [{ type: "set", key: log, value: "an event" }]);
      await all.clock.runUntil(writer.bus.publish([typing(String(place))]));
      const read = (await all.clock.runUntil(reading)).value !== null;
      await all.clock.settle();
      const told = reader.received.some((received) => received.topic === topic);
      assert(read || told, `neither read nor told at place ${place}`);
    }
  },
);

clusterTest(
  "follow - calls made in one turn share a commit, those made meanwhile the next",
  async (all) => {
    const a = await all.start("a");
    await all.meet();
    const topics = Array.from({ length: 50 }, (_, index): Topic => `conversation:${index}`);
    const [first, second] = [topics.slice(0, 25), topics.slice(25)];
    const commits = () => a.kv.take().filter(({ call }) => call === "commit").length;
    await all.clock.runUntil(Promise.all(first.map((topic) => a.bus.follow([topic]))));
    assertEquals(commits(), 1);
    let later: Promise<void>[] = [];
    a.kv.before = ({ call }) => {
      if (call !== "commit" || later.length > 0) return;
      later = second.map((topic) => a.bus.follow([topic]));
    };
    await all.clock.runUntil(a.bus.follow(["user:ada"]));
    await all.clock.runUntil(Promise.all(later));
    assertEquals(commits(), 2);
  },
);

clusterTest("follow - thousands of topics go in commits that the store takes", async (all) => {
  const a = await all.start("a");
  await all.meet();
  const topics = Array.from({ length: 3_000 }, (): Topic => `conversation:${crypto.randomUUID()}`);
  await all.clock.runUntil(a.bus.follow(topics));
  const commits = a.kv.take().filter(({ call }) => call === "commit").length;
  assert(commits >= 8 && commits <= 12, `${commits} commits`);
  const rows = await all.kv.list({ prefix: keys.interestsOf("a") }, { limit: 5_000 });
  assertEquals(rows.length, 3_000);
});

clusterTest("follow - is counted, and ends lazily with the last unfollow", async (all) => {
  const a = await all.start("a");
  await all.clock.runUntil(a.bus.follow(["conversation:x"]));
  await all.clock.runUntil(a.bus.follow(["conversation:x"]));
  a.bus.unfollow(["conversation:x"]);
  await all.clock.advance(20_000);
  assertEquals(await followers(all, "conversation:x"), ["a"]);
  a.bus.unfollow(["conversation:x"]);
  await all.clock.advance(1_000);
  assertEquals(await followers(all, "conversation:x"), ["a"]);
  await all.clock.advance(5_000);
  assertEquals(await followers(all, "conversation:x"), []);
  assertEquals((await all.kv.list({ prefix: keys.interestsOf("a") }, { limit: 9 })).length, 0);
});

clusterTest("follow - again within seconds of the unfollow costs no write", async (all) => {
  const a = await all.start("a");
  await all.clock.runUntil(a.bus.follow(["conversation:x"]));
  await all.meet();
  a.bus.unfollow(["conversation:x"]);
  await all.clock.runUntil(a.bus.follow(["conversation:x"]));
  assertEquals(a.kv.take(), []);
  await all.clock.advance(20_000);
  assertEquals(await followers(all, "conversation:x"), ["a"]);
});

clusterTest(
  "follow - what is no longer followed is not delivered, though its row stands",
  async (all) => {
    const a = await all.start("a");
    const b = await all.start("b");
    await all.clock.runUntil(b.bus.follow(["conversation:x", "conversation:y"]));
    await all.meet();
    b.bus.unfollow(["conversation:x"]);
    await all.clock.runUntil(a.bus.publish([typing("x"), typing("y")]));
    await all.clock.settle();
    assertEquals(b.received, [typing("y")]);
  },
);

clusterTest("follow - waits out a store that is away", async (all) => {
  const a = await all.start("a");
  a.kv.away = true;
  const following = a.bus.follow(["conversation:x"]);
  await all.clock.advance(5_000);
  a.kv.away = false;
  await all.clock.runUntil(following, 2_000);
  assertEquals(await followers(all, "conversation:x"), ["a"]);
});

clusterTest(
  "follow - holds although the store says no to a commit that it applied",
  async (all) => {
    const a = await all.start("a");
    await all.meet();
    a.kv.answer = () => ({ ok: false });
    const following = a.bus.follow(["conversation:x"]);
    await all.clock.advance(300);
    a.kv.answer = (result) => result;
    await all.clock.runUntil(following, 2_000);
    assertEquals(await followers(all, "conversation:x"), ["a"]);
    assertEquals(a.suspicions, [], "it was never removed");
  },
);

clusterTest("follow - is refused once the bus is closed, also while it waits", async (all) => {
  const a = await all.start("a");
  await all.clock.runUntil(a.bus.follow(["conversation:x"]));
  a.kv.away = true;
  const waiting = assertRejects(() => a.bus.follow(["conversation:y"]), Unavailable);
  await all.clock.settle();
  await all.clock.runUntil(a.bus.close());
  await waiting;
  await assertRejects(() => a.bus.follow(["conversation:z"]), Unavailable);
});
