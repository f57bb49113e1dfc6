// How Palabre grows: `deno task bench:growth`. Real instances over a virtual store that takes as long
// as a file on this machine, then the formulas of bench/growth/costs.ts for more than can be simulated.
import { SimulatedCluster } from "./growth/cluster.ts";
import { demandOf, monthlyDollars, sumOf } from "./growth/demand.ts";
import { type MeasuredStore, measureStore } from "./growth/measured_store.ts";
import { print } from "../tools/terminal.ts";

const SIMULATED = [1, 2, 5, 10, 30, 100, 300];
const MESSAGES = 5;
const PEOPLE = [1e3, 1e4, 1e5, 1e6, 1e7];

const folder = await Deno.makeTempDir({ prefix: "palabre_growth_" });
const store = await measureStore(folder);
await Deno.remove(folder, { recursive: true });
print(`A file here: ${JSON.stringify(store, (_, value) => round(value))}`);
for (const instances of SIMULATED) print(JSON.stringify(await simulate(instances, store)));
for (const people of PEOPLE) print(JSON.stringify(demand(people, store)));

/** Messages from one instance to three others, and what all ask meanwhile. */
async function simulate(instances: number, latencies: MeasuredStore) {
  const followers = Math.min(instances - 1, 3);
  const cluster = await SimulatedCluster.start({ instances, followers, latencies });
  const arrivals: number[] = [];
  for (let n = 0; n < MESSAGES; n++) arrivals.push(...await cluster.send());
  const { routine } = await cluster.costs(() => {}, 60_000);
  await cluster.end();
  arrivals.sort((one, other) => one - other);
  return {
    instances,
    arrivesMsMedian: arrivals[arrivals.length >> 1],
    arrivesMsLast: arrivals.at(-1),
    idleKeysReadPerSecond: round(routine.keysRead / 60),
    idleCommitsPerSecond: round(routine.commits / 60),
  };
}

/** What so many people ask, a second, and how much of it one file here could carry. */
function demand(
  people: number,
  { commitsPerSecond, setsPerSecond, keysReadPerSecond }: MeasuredStore,
) {
  const asked = demandOf(people);
  const { keysRead, lists, commits, gathered, writes } = sumOf(asked);
  const share = (of: { keysRead: number; lists: number; writes: number }) => ({
    reads: round(of.keysRead + of.lists),
    writes: round(of.writes),
  });
  return {
    people,
    instances: asked.instances,
    messages: share(asked.messages),
    presence: share(asked.presence),
    connects: share(asked.connects),
    typing: share(asked.typing),
    idle: share(asked.idle),
    ofOneFile: {
      reads: round((keysRead + lists) / keysReadPerSecond),
      writes: round(writes / setsPerSecond),
      commits: round((commits + gathered) / commitsPerSecond),
    },
    dollarsAMonth: Object.fromEntries(
      Object.entries(monthlyDollars(asked)).map(([what, dollars]) => [what, round(dollars)]),
    ),
  };
}

/** Three digits that count. */
function round<T>(value: T): T | number {
  return typeof value === "number" ? Number(value.toPrecision(3)) : value;
}
