import { assertEquals } from "@std/assert";
import { SimulatedCluster } from "../../bench/growth/cluster.ts";
import {
  connectCost,
  type Cost,
  idleMinuteCost,
  messageCost,
  presenceCost,
  times,
  typingCost,
} from "../../bench/growth/costs.ts";

// The formulas of docs/performance.md against what instances ask of the store.
const AT_ONCE = { readMs: 0, commitMs: 0, commitServiceMs: 0 };

/** An author's mark is written within 10 s, and looked at once a second. */
const MARKED_MS = 15_000;

const asked = ({ gathered, commits, ...cost }: Cost) => ({ ...cost, commits: commits + gathered });

for (const [instances, followers] of [[1, 0], [2, 1], [3, 1], [5, 4], [13, 3]] as const) {
  Deno.test(`growth - ${instances} instances, ${followers} of the others in the room`, async () => {
    const cluster = await SimulatedCluster.start({ instances, followers, latencies: AT_ONCE });
    const spread = { instances, followers };
    const [ada] = cluster.ends;
    const message = await cluster.costs(
      () =>
        ada?.ask({ type: "send", conversation: "general", id: crypto.randomUUID(), text: "hello" }),
      MARKED_MS,
    );
    assertEquals(message.acts, asked(messageCost(spread)), "a message");
    const presence = await cluster.costs(() => ada?.say({ type: "presence", state: "away" }));
    assertEquals(presence.acts, asked(presenceCost(spread)), "a change of presence");
    await cluster.send(); // who may write here is known again
    const typing = await cluster.costs(() => ada?.say({ type: "typing", conversation: "general" }));
    assertEquals(typing.acts, asked(typingCost(spread)), "typing");
    await cluster.costs(() => {}, MARKED_MS - 3_000); // until what was said is marked as well
    const idle = await cluster.costs(() => {}, 2 * 60_000);
    assertEquals(
      idle.routine,
      asked(times(2 * instances, idleMinuteCost(spread))),
      "two idle minutes",
    );
    const ben = await cluster.newcomer();
    const connect = await cluster.costs(() => ben.connect());
    assertEquals(connect.acts, asked(connectCost({ instances, conversations: 1 })), "a connect");
    await cluster.end();
  });
}
