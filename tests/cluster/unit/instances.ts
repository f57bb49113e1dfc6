import { startBus } from "../../../lib/cluster/cluster.ts";
import type { Bus, BusMessage, InstanceId, Topic } from "../../../lib/cluster/bus.ts";
import { FakeChannels } from "../../support/fake_channel.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { SeededRandom } from "../../support/seeded_random.ts";
import { VirtualClock } from "../../support/virtual_clock.ts";
import { WatchedKv } from "../../support/watched_kv.ts";
import type { Clock, Timer } from "../../../lib/world/world.ts";

/** A clock whose timers wait while its instance is asleep, as a laptop's do, or for ever when killed. */
class SleepyClock implements Clock {
  #asleep: "no" | "asleep" | "killed" = "no";
  #missed: Array<() => void> = [];

  constructor(private readonly inner: Clock) {}

  now(): number {
    return this.inner.now();
  }

  after(ms: number, run: () => void): Timer {
    let cancelled = false;
    const fire = () => {
      if (cancelled) return;
      if (this.#asleep === "no") run();
      else this.#missed.push(fire);
    };
    const timer = this.inner.after(ms, fire);
    return {
      cancel: () => {
        cancelled = true;
        timer.cancel();
      },
    };
  }

  sleep(): void {
    this.#asleep = "asleep";
  }

  wake(): void {
    this.#asleep = "no";
    for (const run of this.#missed.splice(0)) run();
  }
}

/** One instance under test and what it told. */
export interface TestInstance {
  bus: Bus;
  kv: WatchedKv;
  clock: SleepyClock;
  received: Array<{ topic: Topic; message: BusMessage }>;
  departed: Array<{ instance: InstanceId; swept: boolean; at: number }>;
  suspicions: number[];
  /** Neither its timers run nor does it answer, until `wake`: `SIGSTOP`, or a lid that is closed. */
  sleep(): void;
  wake(): void;
}

/** Instances over one store and one virtual clock. */
export class TestInstances {
  readonly clock = new VirtualClock();
  readonly kv = new MemoryKv();
  readonly channels = new FakeChannels();
  readonly reports: string[] = [];
  readonly #started: TestInstance[] = [];
  #seed = 1;

  /** Starts an instance; `near` gives it a channel. */
  async start(name: string, options: { near?: boolean } = {}): Promise<TestInstance> {
    const kv = new WatchedKv(this.kv);
    const clock = new SleepyClock(this.clock);
    const channel = options.near ? this.channels.open(name) : undefined;
    const bus = await this.clock.runUntil(startBus({
      kv,
      clock,
      random: new SeededRandom(this.#seed++),
      report: (what, error) => this.reports.push(`${name}: ${what}: ${error}`),
      instance: name,
      ...(channel ? { channel } : {}),
    }));
    const instance: TestInstance = {
      bus,
      kv,
      clock,
      received: [],
      departed: [],
      suspicions: [],
      sleep: () => {
        clock.sleep();
        kv.silent = true;
      },
      wake: () => {
        kv.silent = false;
        clock.wake();
      },
    };
    bus.onMessage((topic, message) => void instance.received.push({ topic, message }));
    bus.onSuspicion(() => void instance.suspicions.push(this.clock.now()));
    bus.onDeparture((gone, swept) => {
      instance.departed.push({ instance: gone, swept, at: this.clock.now() });
    });
    this.#started.push(instance);
    return instance;
  }

  /** Lets all learn of each other, and drops what they told so far. */
  async meet(): Promise<void> {
    await this.clock.advance(4_500);
    for (const instance of this.#started) {
      instance.received.length = instance.departed.length = instance.suspicions.length = 0;
      instance.kv.take();
    }
  }

  async close(): Promise<void> {
    for (const { bus, kv } of this.#started) {
      kv.away = false;
      await this.clock.runUntil(bus.close());
    }
  }
}

/** Runs a test with instances that are closed at its end. */
export function clusterTest(name: string, run: (instances: TestInstances) => Promise<void>): void {
  Deno.test(name, async () => {
    const instances = new TestInstances();
    try {
      await run(instances);
    } finally {
      await instances.close();
    }
  });
}

/** A message that says which it is. */
export function typing(conversation: string, user = "u"): { topic: Topic; message: BusMessage } {
  return { topic: `conversation:${conversation}`, message: { type: "typing", conversation, user } };
}
