import { type Instance, startInstance } from "../../lib/instance/instance.ts";
import { FarEnd } from "../../tests/support/far_end.ts";
import { silentLogger } from "../../tests/support/loggers.ts";
import { MemoryKv } from "../../tests/support/memory_kv.ts";
import { people } from "../../tests/support/one_instance.ts";
import { SeededRandom } from "../../tests/support/seeded_random.ts";
import { VirtualClock } from "../../tests/support/virtual_clock.ts";
import { type Asked, CommitQueue, type Latencies, SlowKv } from "./slow_kv.ts";

/** Until everybody has learned of everybody: two looks, and a suspicion after a start. */
const SETTLE_MS = 20_000;
/** Who may write where is read again after this long. */
const TRUST_MS = 6_000;
/** Nobody is there any more, and nothing of them is followed. */
const AWAY_MS = 60_000;
/** What an act still asks for this long after it: inboxes are emptied a second later. */
const ACT_MS = 3_000;

/** Instances over one virtual store, far from each other, with people in the general room. */
export class SimulatedCluster {
  readonly clock = new VirtualClock();
  /** Somebody on the first instance, and somebody on each of the others that follow. */
  readonly ends: FarEnd[] = [];
  readonly #instances: Instance[] = [];

  readonly #stores: SlowKv[] = [];

  private constructor() {}

  /** Starts so many; on the first and on `followers` of the others somebody is there. */
  static async start(
    { instances, followers, latencies }: {
      instances: number;
      followers: number;
      latencies: Latencies;
    },
  ): Promise<SimulatedCluster> {
    const cluster = new SimulatedCluster();
    const { clock } = cluster;
    const [store, queue] = [new MemoryKv(), new CommitQueue()];
    for (let n = 0; n < instances; n++) {
      const kv = new SlowKv(store.open(), clock, latencies, queue);
      const random = new SeededRandom(n + 1);
      const options = { kv, clock, random, logger: silentLogger, rates: false };
      cluster.#instances.push(await clock.runUntil(startInstance(options)));
      cluster.#stores.push(kv);
    }
    await clock.advance(SETTLE_MS);
    for (const [n, instance] of cluster.#instances.slice(0, followers + 1).entries()) {
      const { person } = people(instance, clock);
      const actor = await clock.runUntil(person(`person ${n}`));
      const end = FarEnd.at(instance, actor);
      end.ask({ type: "sync", since: {} });
      await clock.advance(1_000);
      cluster.ends.push(end);
    }
    await clock.advance(TRUST_MS);
    await cluster.send(); // what is read once is known from now on
    return cluster;
  }

  /** Somebody who was here before, on an instance where nobody else is, and comes again. */
  async newcomer(): Promise<{ connect(): void }> {
    const instance = this.#instances.at(-1);
    if (!instance) throw new Error("There is no instance");
    const { person } = people(instance, this.clock);
    for (const end of this.ends.splice(0)) end.gone();
    const actor = await this.clock.runUntil(person("newcomer"));
    const connect = () => {
      const end = FarEnd.at(instance, actor);
      end.ask({ type: "sync", since: {} });
      this.ends.push(end);
    };
    connect();
    await this.clock.advance(ACT_MS);
    for (const end of this.ends.splice(0)) end.gone();
    await this.clock.advance(AWAY_MS);
    return { connect };
  }

  /** Somebody on the first instance says something; how long it took to each other end, in ms. */
  async send(): Promise<number[]> {
    const [first, ...others] = this.ends;
    const before = others.map(countOf);
    const began = this.clock.elapsed();
    const arrived = others.map(() => NaN);
    first?.ask({ type: "send", conversation: "general", id: crypto.randomUUID(), text: "hello" });
    for (let waited = 0; waited < ACT_MS; waited++) {
      await this.clock.advance(1);
      for (const [n, other] of others.entries()) {
        if (Number.isNaN(arrived[n]) && countOf(other) > (before[n] ?? 0)) {
          arrived[n] = this.clock.elapsed() - began;
        }
      }
    }
    return arrived;
  }

  /** What all instances ask of the store for this, and what they ask anyway meanwhile. */
  async costs(act: () => unknown, ms = ACT_MS): Promise<{ acts: Asked; routine: Asked }> {
    for (const store of this.#stores) store.reset();
    await act();
    await this.clock.advance(ms);
    return {
      acts: sumOf(this.#stores.map((store) => store.acts)),
      routine: sumOf(this.#stores.map((store) => store.routine)),
    };
  }

  async end(): Promise<void> {
    for (const end of this.ends) end.gone();
    for (const instance of this.#instances) await this.clock.runUntil(instance.close());
  }
}

/** How many batches of events have come. */
function countOf(end: FarEnd): number {
  return end.frames.filter((frame) => frame.startsWith('{"type":"events"')).length;
}

function sumOf(asked: readonly Asked[]): Asked {
  const sum = (of: (one: Asked) => number) => asked.reduce((so, one) => so + of(one), 0);
  return {
    keysRead: sum((one) => one.keysRead),
    lists: sum((one) => one.lists),
    commits: sum((one) => one.commits),
    writes: sum((one) => one.writes),
  };
}
