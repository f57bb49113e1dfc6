import { assert, assertEquals } from "@std/assert";
import { keys } from "../../../lib/kv/keys.ts";
import { clusterTest, typing } from "../../support/instances.ts";

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

clusterTest(
  "bus - a near follower costs the writer two reads a flush and no write",
  async (all) => {
    const a = await all.start("a", { near: true });
    const b = await all.start("b", { near: true });
    await all.clock.runUntil(b.bus.follow(["conversation:x"]));
    await all.meet();
    await all.clock.runUntil(a.bus.publish([typing("x"), typing("y")]));
    assertEquals(a.kv.take(), [
      { call: "get", key: keys.live() },
      {
        call: "getMany",
        keys: [keys.interest("conversation:x", "b"), keys.interest("conversation:y", "b")],
      },
    ]);
    assertEquals(b.received, [typing("x")]);
  },
);

clusterTest("bus - far followers of one flush are told in one commit", async (all) => {
  const a = await all.start("a");
  const others = [await all.start("b"), await all.start("c"), await all.start("d")];
  for (const { bus } of others) await all.clock.runUntil(bus.follow(["conversation:x"]));
  await all.meet();
  await all.clock.runUntil(a.bus.publish([typing("x", "1"), typing("x", "2")]));
  await all.clock.settle();
  const commits = a.kv.take().filter(({ call }) => call === "commit");
  assertEquals(commits.length, 1);
  for (const { received } of others) assertEquals(received, [typing("x", "1"), typing("x", "2")]);
});

clusterTest("bus - what is published during a lookup goes with the next one", async (all) => {
  const a = await all.start("a");
  const b = await all.start("b");
  await all.clock.runUntil(b.bus.follow(["conversation:x"]));
  await all.meet();
  const sent = Array.from({ length: 20 }, (_, index) => typing("x", String(index)));
  await all.clock.runUntil(Promise.all(sent.map((message) => a.bus.publish([message]))));
  await all.clock.settle();
  const reads = a.kv.take().filter(({ call }) => call === "get");
  assertEquals(reads.length, 2);
  assertEquals(b.received, sent);
});

clusterTest("bus - everyone is told without a lookup, whatever they follow", async (all) => {
  const a = await all.start("a");
  const b = await all.start("b");
  const c = await all.start("c", { near: true });
  await all.meet();
  const said = {
    topic: "everyone",
    message: { type: "shutdown", at: 1, text: "bye", then: "restart" },
  } as const;
  await all.clock.runUntil(a.bus.publish([said]));
  await all.clock.settle();
  assertEquals(a.kv.take().filter(({ call }) => call === "getMany" || call === "list"), []);
  assertEquals([b.received, c.received, a.received], [[said], [said], []]);
});

clusterTest("bus - followers are found by list where peers are many", async (all) => {
  const [a, b, ...rest] = await Promise.all(
    Array.from({ length: 14 }, (_, index) => all.start(`i${index}`)),
  );
  assert(a && b);
  await all.clock.runUntil(b.bus.follow(["conversation:x"]));
  await all.meet();
  await all.clock.runUntil(a.bus.publish([typing("x"), typing("y")]));
  await all.clock.settle();
  assertEquals(
    a.kv.take().flatMap((call) => call.call === "list" ? [call.key] : []),
    [keys.interests("conversation:x"), keys.interests("conversation:y")],
  );
  assertEquals(b.received, [typing("x")]);
  assertEquals(rest.flatMap(({ received }) => received), []);
});

clusterTest("bus - a runtime without BroadcastChannel uses the store alone", async (all) => {
  const a = await all.start("a", { near: true });
  const without = await all.start("b");
  await all.clock.runUntil(without.bus.follow(["conversation:x"]));
  await all.clock.runUntil(a.bus.follow(["conversation:x"]));
  await all.meet();
  await all.clock.runUntil(a.bus.publish([typing("x", "1")]));
  await all.clock.runUntil(without.bus.publish([typing("x", "2")]));
  await all.clock.settle();
  assertEquals([without.received, a.received], [[typing("x", "1")], [typing("x", "2")]]);
});

clusterTest("bus - a channel that works one way only is not relied on", async (all) => {
  all.channels.fate = (_, from) => from === "a" ? "drop" : "pass";
  const a = await all.start("a", { near: true });
  const b = await all.start("b", { near: true });
  await all.clock.runUntil(b.bus.follow(["conversation:x"]));
  await all.meet();
  await all.clock.runUntil(a.bus.publish([typing("x")]));
  await all.clock.settle();
  assertEquals(b.received, [typing("x")]);
});

clusterTest(
  "bus - a listener that throws is reported and costs nobody else a message",
  async (all) => {
    const a = await all.start("a");
    const b = await all.start("b");
    await all.clock.runUntil(b.bus.follow(["conversation:x"]));
    b.bus.onMessage((_, message) => {
      if (message.type === "typing" && message.user === "1") throw new Error("a bad listener");
    });
    await all.meet();
    await all.clock.runUntil(a.bus.publish([typing("x", "1"), typing("x", "2")]));
    await all.clock.settle();
    assertEquals(b.received, [typing("x", "1"), typing("x", "2")]);
    assertEquals(all.reports.splice(0), [
      "b: cluster: a message's receiver threw: Error: a bad listener",
    ]);
  },
);

clusterTest("bus - who does not follow the topic is sent nothing", async (all) => {
  const a = await all.start("a");
  const b = await all.start("b");
  const c = await all.start("c");
  await all.clock.runUntil(b.bus.follow(["conversation:x"]));
  await all.clock.runUntil(c.bus.follow(["conversation:y"]));
  await all.meet();
  await all.clock.runUntil(a.bus.publish([typing("x")]));
  const targets = a.kv.take().flatMap((call) =>
    call.call === "commit" ? call.mutations.map(({ key }) => key[1]) : []
  );
  assertEquals([...new Set(targets)], ["b"]);
});
