import { assert, assertEquals } from "@std/assert";
import type { Published } from "../../lib/cluster/bus.ts";
import type { LogEvent } from "../../lib/protocol/events.ts";
import type { Fate } from "../support/fake_channel.ts";
import { clusterTest, type TestInstance, TestInstances, typing } from "../support/instances.ts";

/** Two instances that reach each other over the link under test. */
export interface LinkedPair {
  sender: TestInstance;
  receiver: TestInstance;
  /** What becomes of the messages that the sender sends from here on. */
  fate(fate: Fate): void;
  /** What was held arrives now; of what was doubled, the second copy. */
  release(): Promise<void>;
}

/** What every link between two instances must do, over whatever it goes. */
export function linkContract(
  name: string,
  open: (instances: TestInstances) => Promise<LinkedPair>,
): void {
  const test = (
    behaviour: string,
    run: (pair: LinkedPair, instances: TestInstances) => Promise<void>,
  ) =>
    clusterTest(`${name} link - ${behaviour}`, async (instances) => {
      const pair = await open(instances);
      await instances.clock.runUntil(pair.receiver.bus.follow(["conversation:x"]));
      await instances.meet();
      await run(pair, instances);
    });
  const say = async (pair: LinkedPair, instances: TestInstances, ...messages: Published[]) => {
    for (const message of messages) {
      await instances.clock.runUntil(pair.sender.bus.publish([message]));
      await instances.clock.settle();
    }
  };
  const [one, two, three] = [typing("x", "1"), typing("x", "2"), typing("x", "3")];

  test("what is published arrives once, in order, without suspicion", async (pair, all) => {
    await say(pair, all, one, two, three);
    await all.clock.advance(10_000);
    assertEquals(pair.receiver.received, [one, two, three]);
    assertEquals(pair.receiver.suspicions, []);
  });

  test("a lost message is suspected as soon as the next one comes", async (pair, all) => {
    await say(pair, all, one);
    pair.fate("drop");
    await say(pair, all, two);
    pair.fate("pass");
    assertEquals(pair.receiver.suspicions, []);
    await say(pair, all, three);
    assertEquals(pair.receiver.received, [one, three]);
    assertEquals(pair.receiver.suspicions.length, 1);
  });

  test("the very first message, lost, is suspected", async (pair, all) => {
    pair.fate("drop");
    await say(pair, all, one);
    pair.fate("pass");
    await say(pair, all, two);
    assertEquals(pair.receiver.received, [two]);
    assertEquals(pair.receiver.suspicions.length, 1);
  });

  test(
    "a lost last message is suspected within 8 s although nothing follows",
    async (pair, all) => {
      await say(pair, all, one);
      pair.fate("drop");
      const lostAt = all.clock.now();
      await say(pair, all, two);
      pair.fate("pass");
      await all.clock.advance(20_000);
      assertEquals(pair.receiver.suspicions.length, 1);
      assert((pair.receiver.suspicions[0] ?? Infinity) - lostAt <= 8_000);
    },
  );

  test("a doubled message is delivered once", async (pair, all) => {
    pair.fate("double");
    await say(pair, all, one);
    await pair.release();
    await all.clock.advance(4_000);
    await say(pair, all, two);
    assertEquals(pair.receiver.received, [one, two]);
    assertEquals(pair.receiver.suspicions, []);
  });

  test(
    "an overtaken message is suspected, and does not come after its follower",
    async (pair, all) => {
      pair.fate("hold");
      await say(pair, all, one);
      pair.fate("pass");
      await say(pair, all, two);
      await pair.release();
      await all.clock.advance(4_000);
      assertEquals(pair.receiver.received, [two]);
      assertEquals(pair.receiver.suspicions.length, 1);
    },
  );

  test("a batch far larger than one value of the store arrives whole", async (pair, all) => {
    const events = Array.from({ length: 40 }, (_, index): LogEvent => ({
      seq: index + 1,
      at: 1,
      by: "u",
      kind: "message",
      id: `m${index}`,
      text: "é😀".repeat(1_300),
    }));
    await say(pair, all, {
      topic: "conversation:x",
      message: { type: "events", batch: { conversation: "x", events, users: {} } },
    });
    const received = pair.receiver.received.flatMap(({ message }) =>
      message.type === "events" ? message.batch.events : []
    );
    assertEquals(received, events);
    assertEquals(pair.receiver.suspicions, []);
  });
}
