import { startBus } from "../../lib/cluster/cluster.ts";
import type { Bus, BusMessage, InstanceId, Topic } from "../../lib/cluster/bus.ts";
import { FakeChannels } from "./fake_channel.ts";
import { MemoryKv } from "./memory_kv.ts";
import { SeededRandom } from "./seeded_random.ts";
import { VirtualClock } from "./virtual_clock.ts";
import { WatchedKv } from "./watched_kv.ts";
import { assertEquals } from "@std/assert";
import type { Channel } from "../../lib/cluster/channel.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { recordingLogger } from "./loggers.ts";

/** What an instance is: awake, stopped and maybe to wake again, or killed. */
type Life = "awake" | "asleep" | "killed";

/** Lets happen what an instance does while it is awake, and later what it missed while asleep. */
class Gate {
  #life: Life = "awake";
  #missed: Array<() => void> = [];

  get life(): Life {
    return this.#life;
  }

  pass(run: () => void): void {
    if (this.#life === "awake") run();
    else if (this.#life === "asleep") this.#missed.push(run);
  }

  become(life: Life): void {
    this.#life = life;
    if (life === "awake") { for (const run of this.#missed.splice(0)) run(); }
  }

  /** The clock as the instance sees it: it goes on, but timers wait. */
  clock(inner: Clock): Clock {
    return {
      now: () => inner.now(),
      elapsed: () => inner.elapsed(),
      after: (ms, run) => {
        let cancelled = false;
        const timer = inner.after(ms, () => this.pass(() => cancelled || run()));
        return {
          cancel: () => {
            cancelled = true;
            timer.cancel();
          },
        };
      },
    };
  }

  channel(inner: Channel): Channel {
    return {
      ...inner,
      onMessage: (receive) => inner.onMessage((message) => this.pass(() => receive(message))),
    };
  }
}

/** One instance under test and what it told. */
export interface TestInstance {
  bus: Bus;
  kv: WatchedKv;
  received: Array<{ topic: Topic; message: BusMessage }>;
  departed: Array<{ instance: InstanceId; swept: boolean; at: number }>;
  suspicions: number[];
  /** Neither its timers run nor does it answer, until `wake`: `SIGSTOP`, or a lid that is closed. */
  sleep(): void;
  wake(): void;
  /** `SIGKILL`: nothing of it runs any more. */
  kill(): void;
}

/** Instances over one store and one virtual clock. */
export class TestInstances {
  readonly clock = new VirtualClock();
  readonly kv = new MemoryKv();
  readonly channels = new FakeChannels();
  readonly reports: string[] = [];
  readonly #started: TestInstance[] = [];
  #seed = 1;

  /** Starts an instance; `near` gives it a channel, `through` is its way to the store. */
  async start(
    name: string,
    options: { near?: boolean; through?: (kv: Kv) => Kv } = {},
  ): Promise<TestInstance> {
    const kv = new WatchedKv(options.through?.(this.kv) ?? this.kv);
    const gate = new Gate();
    const channel = options.near ? gate.channel(this.channels.open(name)) : undefined;
    const bus = await this.clock.runUntil(startBus({
      kv,
      clock: gate.clock(this.clock),
      random: new SeededRandom(this.#seed++),
      logger: recordingLogger((what, error) => this.reports.push(`${name}: ${what}: ${error}`)),
      instance: name,
      ...(channel ? { channel } : {}),
    }));
    const instance: TestInstance = {
      bus,
      kv,
      received: [],
      departed: [],
      suspicions: [],
      sleep: () => {
        gate.become("asleep");
        kv.silent = true;
      },
      wake: () => {
        kv.silent = false;
        gate.become("awake");
      },
      kill: () => {
        gate.become("killed");
        kv.silent = true;
        kv.before = () => new Promise(() => {});
        this.#started.splice(this.#started.indexOf(instance), 1);
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
    for (const { bus, kv, wake } of this.#started) {
      kv.away = false;
      wake();
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
    assertEquals(instances.reports, [], "nothing was reported");
  });
}

/** A message that says which it is. */
export function typing(conversation: string, user = "u"): { topic: Topic; message: BusMessage } {
  return { topic: `conversation:${conversation}`, message: { type: "typing", conversation, user } };
}
