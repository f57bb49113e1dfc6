import type { Actor } from "../../lib/chat/chat.ts";
import type { Channel } from "../../lib/cluster/channel.ts";
import { type Instance, startInstance } from "../../lib/instance/instance.ts";
import type { Socket, SocketListener } from "../../lib/sockets/socket.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import type { createLog } from "../../lib/log/create_log.ts";
import type { StepSizes } from "../../lib/search/segments.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { FaultyKv } from "./faulty_kv.ts";
import { MortalClock } from "./mortal_clock.ts";
import { recordingLogger } from "../support/loggers.ts";

export interface SimulatedInstanceOptions {
  name: string;
  store: Kv;
  clock: Clock;
  seed: number;
  channel: Channel | undefined;
  /** A deliberate bug, between the instance and its store. */
  spoil: (kv: Kv) => Kv;
  createLog: typeof createLog;
  report: (text: string) => void;
}

/** Small enough that a plan's few messages are indexed, and what is indexed merged. */
const INDEX_SIZES: StepSizes = {
  messages: 3,
  entries: 10,
  merges: [9, 27],
};

/** One instance of the real code over a faulty store, that can be killed at any moment. */
export class SimulatedInstance {
  readonly kv: FaultyKv;
  readonly clock: MortalClock;
  readonly started: Promise<void>;
  #instance: Instance | undefined;
  readonly #channel: Channel | undefined;

  constructor(around: SimulatedInstanceOptions) {
    this.clock = new MortalClock(around.clock);
    this.kv = new FaultyKv(around.store, this.clock, new SeededRandom(around.seed));
    this.#channel = around.channel;
    this.started = startInstance({
      kv: around.spoil(this.kv),
      clock: this.clock,
      random: new SeededRandom(around.seed + 1),
      logger: recordingLogger((what, error) =>
        around.report(`${around.name}: ${what}: ${error ?? ""}`)
      ),
      instance: around.name,
      rates: false,
      checkSession: () => Promise.resolve({ is: "valid", until: Infinity }),
      createLog: around.createLog,
      indexSizes: INDEX_SIZES,
      ...(around.channel ? { channel: around.channel } : {}),
    }).then((instance) => void (this.#instance = instance));
  }

  get state(): "starting" | "serving" | "gone" {
    if (!this.clock.alive) return "gone";
    if (!this.#instance) return "starting";
    return this.#instance.state === "serving" ? "serving" : "gone";
  }

  /** The running instance. */
  get instance(): Instance {
    if (!this.#instance) throw new Error("The instance has not started");
    return this.#instance;
  }

  /** `undefined` where nobody listens any more. */
  accept(socket: Socket, actor: Actor): SocketListener | undefined {
    return this.state === "serving" ? this.instance.accept(socket, actor, "en") : undefined;
  }

  /** `SIGKILL`. */
  crash(): void {
    this.clock.kill();
    this.kv.crash();
    this.#channel?.close();
  }

  /** `SIGTERM` (D7), and then gone. */
  async shutDown(): Promise<void> {
    await this.#instance?.close();
    this.crash();
  }
}
