import { assert, assertEquals } from "@std/assert";
import { keys } from "../../../lib/kv/keys.ts";
import { Unavailable } from "../../../lib/kv/kv.ts";
import {
  clusterTest,
  type TestInstance,
  type TestInstances,
  typing,
} from "../../support/instances.ts";

async function pair(all: TestInstances, options: { near?: boolean } = {}) {
  const a = await all.start("a", options);
  const b = await all.start("b", options);
  await all.clock.runUntil(b.bus.follow(["conversation:x"]));
  await all.meet();
  return { a, b };
}

async function say(all: TestInstances, from: TestInstance, user: string) {
  await all.clock.runUntil(from.bus.publish([typing("x", user)]));
  await all.clock.settle();
}

clusterTest("inbox - a silent watch costs at most 3 s", async (all) => {
  const { a, b } = await pair(all);
  await say(all, a, "told by the watch");
  assertEquals(b.received.length, 1);
  b.kv.silent = true;
  await say(all, a, "found by the poll");
  assertEquals(b.received.length, 1);
  await all.clock.advance(3_000);
  assertEquals(b.received.length, 2);
  assertEquals(b.suspicions, []);
});

clusterTest(
  "inbox - a watch that stays silent is opened anew, and that is a suspicion",
  async (all) => {
    const { a, b } = await pair(all);
    let watches = 0;
    const watch = b.kv.watch.bind(b.kv);
    b.kv.watch = (key, changed, signal) => {
      watches++;
      b.kv.silent = false;
      watch(key, changed, signal);
    };
    b.kv.silent = true;
    for (const user of ["1", "2", "3"]) {
      await say(all, a, user);
      await all.clock.advance(3_000);
    }
    assertEquals([watches, b.suspicions.length], [1, 1]);
    await say(all, a, "4");
    assertEquals(b.received.length, 4);
  },
);

clusterTest("inbox - read entries are deleted, many at once", async (all) => {
  const { a, b } = await pair(all);
  for (let n = 0; n < 10; n++) await say(all, a, String(n));
  await all.clock.advance(1_500);
  assertEquals(await all.kv.list({ prefix: keys.inboxOf("b") }, { limit: 9 }), []);
  const deletions = b.kv.take().filter((call) =>
    call.call === "commit" && call.mutations.every(({ type }) => type === "delete")
  );
  assertEquals(deletions.length, 1);
  assertEquals(b.received.length, 10);
});

clusterTest("inbox - more entries than one read takes are read to the end", async (all) => {
  const { a, b } = await pair(all);
  b.kv.silent = true;
  for (let n = 0; n < 250; n++) await all.clock.runUntil(a.bus.publish([typing("x", String(n))]));
  await all.clock.advance(3_000);
  assertEquals(
    b.received.map(({ message }) => message.type === "typing" && message.user),
    Array.from({ length: 250 }, (_, n) => String(n)),
  );
});

for (const near of [true, false]) {
  const link = near ? "near" : "far";

  clusterTest(
    `failure - a writer's store away for 5 s: a ${link} follower suspects soon after`,
    async (all) => {
      const { a, b } = await pair(all, { near });
      a.kv.away = true;
      await say(all, a, "lost");
      await all.clock.advance(5_000);
      assertEquals([b.received, b.suspicions], [[], []]);
      a.kv.away = false;
      const backAt = all.clock.now();
      await all.clock.advance(15_000);
      assertEquals(b.suspicions.length, 1);
      assert((b.suspicions[0] ?? Infinity) - backAt <= 8_000);
      await say(all, a, "said");
      assertEquals(b.received, [typing("x", "said")]);
      assertEquals(b.suspicions.length, 1);
    },
  );

  clusterTest(
    `failure - a reader's store away for 5 s: a ${link} follower suspects when it is back`,
    async (all) => {
      const { a, b } = await pair(all, { near });
      b.kv.away = true;
      await say(all, a, "1");
      await all.clock.advance(5_000);
      b.kv.away = false;
      await all.clock.advance(4_000);
      assert(b.suspicions.length > 0);
      assertEquals(b.received, [typing("x", "1")]);
    },
  );
}

for (const call of ["get", "getMany"] as const) {
  clusterTest(`failure - polls that fail and recover are a suspicion (${call})`, async (all) => {
    const { b } = await pair(all);
    b.kv.before = (made) => {
      if (made.call === call) throw new Unavailable("The store is away (test)");
    };
    await all.clock.advance(5_000);
    assertEquals(b.suspicions, []);
    b.kv.before = () => {};
    await all.clock.advance(4_000);
    assertEquals(b.suspicions.length, 1);
  });
}

clusterTest("failure - a beacon shows a loss while the store is away", async (all) => {
  const { a, b } = await pair(all, { near: true });
  all.channels.fate = (message) => {
    return typeof message === "object" && message !== null && "to" in message ? "drop" : "pass";
  };
  await say(all, a, "lost");
  b.kv.away = true;
  await all.clock.advance(5_000);
  assertEquals(b.suspicions.length, 1);
});

clusterTest(
  "failure - who joined unknown to a writer that cannot look up is sent a gap",
  async (all) => {
    const a = await all.start("a");
    await all.meet();
    a.kv.away = true;
    const b = await all.start("b");
    await all.clock.runUntil(b.bus.follow(["conversation:x"]));
    await say(all, a, "lost");
    await all.clock.advance(3_000);
    assertEquals(a.bus.instances(), ["a"]);
    a.kv.away = false;
    await all.clock.advance(8_000);
    assertEquals(b.suspicions.length, 1);
  },
);

clusterTest("failure - a far commit that fails is a gap, not a repetition", async (all) => {
  const { a, b } = await pair(all);
  a.kv.before = (call) => void (a.kv.away = call.call === "commit");
  await say(all, a, "lost");
  a.kv.before = () => {};
  a.kv.away = false;
  await say(all, a, "said");
  assertEquals(b.received, [typing("x", "said")]);
  assertEquals(b.suspicions.length, 1);
});

clusterTest("failure - a slow far commit is waited for, not suspected", async (all) => {
  const { a, b } = await pair(all);
  a.kv.before = async (call) => {
    const isEntry = call.call === "commit" && call.mutations.some(({ key }) => key[0] === "inbox");
    if (!isEntry) return;
    await new Promise<void>((resolve) => all.clock.after(9_000, resolve));
  };
  await all.clock.runUntil(a.bus.publish([typing("x")]), 20_000);
  await all.clock.advance(10_000);
  assertEquals([b.received, b.suspicions], [[typing("x")], []]);
});

clusterTest(
  "failure - suspicions close together are raised at most once in 200 ms",
  async (all) => {
    const { a, b } = await pair(all);
    for (let n = 0; n < 20; n++) {
      a.kv.carry = (mutations) => mutations.filter(({ key }) => n % 2 === 0 || key[0] !== "inbox");
      await say(all, a, String(n));
    }
    assertEquals(b.suspicions.length, 1);
    await all.clock.advance(1_000);
    assertEquals(b.suspicions.length, 2);
    assertEquals(b.suspicions[1]! - b.suspicions[0]!, 200);
  },
);

clusterTest(
  "failure - suspicions that go on and on are raised ever more rarely, down to once a second",
  async (all) => {
    const { a, b } = await pair(all);
    a.kv.carry = (mutations) => mutations.filter(({ key }) => key[0] !== "inbox");
    const end = all.clock.elapsed() + 10_000;
    for (let n = 0; all.clock.elapsed() < end; n++) {
      a.kv.carry = (mutations) => mutations.filter(({ key }) => n % 2 === 0 || key[0] !== "inbox");
      await say(all, a, String(n));
      await all.clock.advance(20);
    }
    const gaps = b.suspicions.slice(1).map((at, n) => at - b.suspicions[n]!);
    assertEquals(gaps.slice(0, 4), [200, 400, 800, 1_000]);
    assert(b.suspicions.length <= 14, `${b.suspicions.length} in 10 s`);
    await all.clock.advance(3_000);
    const before = b.suspicions.length;
    a.kv.carry = (mutations) => mutations.filter(({ key }) => key[0] !== "inbox");
    await say(all, a, "lost");
    a.kv.carry = (mutations) => mutations;
    await say(all, a, "after a calm");
    assertEquals(b.suspicions.length, before + 1, "after a calm one is raised at once");
  },
);

clusterTest("sweep - spares the rows of one that came back meanwhile", async (all) => {
  const a = await all.start("a");
  const b = await all.start("b");
  await all.clock.runUntil(b.bus.follow(["conversation:x"]));
  await all.meet();
  b.sleep();
  const sweeping = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  a.kv.before = (call) => {
    const isSweep = call.call === "commit" &&
      call.mutations.some(({ key }) => key[0] === "interest_of");
    if (!isSweep) return;
    sweeping.resolve();
    return goOn.promise;
  };
  await all.clock.runUntil(sweeping.promise);
  b.wake();
  await all.clock.advance(5_000);
  assertEquals(a.bus.instances(), ["a", "b"]);
  goOn.resolve();
  await all.clock.advance(5_000);
  await say(all, a, "still followed");
  assertEquals(b.received, [typing("x", "still followed")]);
});

clusterTest("link - going from near to far and back loses nothing unseen", async (all) => {
  const { a, b } = await pair(all, { near: true });
  await say(all, a, "near");
  all.channels.fate = () => "drop";
  await all.clock.advance(20_000);
  await say(all, a, "far");
  all.channels.fate = () => "pass";
  await all.clock.advance(20_000);
  const posts = all.channels.posts;
  await say(all, a, "near again");
  assertEquals(all.channels.posts, posts + 1);
  assertEquals(b.received, [typing("x", "near"), typing("x", "far"), typing("x", "near again")]);
  assertEquals(b.suspicions, []);
});

clusterTest("link - a newcomer is near at once", async (all) => {
  const a = await all.start("a", { near: true });
  const b = await all.start("b", { near: true });
  await all.clock.runUntil(b.bus.follow(["conversation:x"]));
  await all.clock.runUntil(a.bus.follow(["conversation:x"]));
  for (const [from, to] of [[a, b], [b, a]] as const) {
    from.kv.take();
    await say(all, from, "hello");
    assertEquals(from.kv.take().filter(({ call }) => call === "commit"), []);
    assertEquals(to.received, [typing("x", "hello")]);
  }
});

clusterTest("link - one that was not heard for 12 s is told through the store", async (all) => {
  const a = await all.start("a", { near: true });
  await all.clock.advance(2_000); // so that the two do not beacon at the same times
  const b = await all.start("b", { near: true });
  await all.clock.runUntil(b.bus.follow(["conversation:x"]));
  await all.meet();
  const puts = async () => {
    await say(all, a, "hello");
    return a.kv.take().filter((call) =>
      call.call === "commit" && call.mutations.some(({ key }) => key[0] === "inbox")
    ).length;
  };
  assertEquals(await puts(), 0);
  b.kill();
  await all.clock.advance(12_500);
  assertEquals([a.bus.instances(), await puts()], [["a", "b"], 1]);
});
