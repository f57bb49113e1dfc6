import { sleep, systemClock } from "../../../lib/runtime/clock.ts";
import type { KvConnectServer } from "../../support/kv_connect/server.ts";
import type { Crowd, Speaker } from "./crowd.ts";
import type { Fleet } from "./fleet.ts";
import type { Mishap } from "./mishaps.ts";

/** A slow network passes so many bytes at once, and waits so long between. */
const SLOW = { bytes: 7, pauseMs: 5 };

/** Makes mishaps happen to the processes, the store and the people of one run. */
export class Trouble {
  storeStops = 0;
  /** When the store came back last. */
  storeBackAt = -Infinity;
  /** What goes on beside the steps: a process that is down, a fault that lasts. */
  readonly #lasting = new Set<Promise<void>>();

  constructor(
    readonly server: KvConnectServer,
    readonly fleet: Fleet,
    readonly crowd: Crowd,
  ) {}

  /** Resolves when nothing goes on any more. */
  async over(): Promise<void> {
    await Promise.all(this.#lasting);
  }

  happen(mishap: Mishap): void {
    const { faults } = this.server;
    switch (mishap.is) {
      case "end":
        return this.#last(this.#end(mishap));
      case "store stops":
        if (this.server.isRunning) this.#last(this.#stopStore(mishap.forMs));
        return;
      case "store fails":
        faults[mishap.fault] += mishap.count;
        return;
      case "store is slow":
        faults.delayMs = mishap.delayMs;
        return this.#last(after(mishap.forMs, () => faults.delayMs = 0));
      case "watches are silent":
        faults.silentWatch = true;
        return this.#last(after(mishap.forMs, () => faults.silentWatch = false));
      case "cut":
        return this.#person(mishap).proxy.cut();
      case "cut mid-frame":
        return this.#person(mishap).proxy.cutMidFrame(mishap.bytes);
      case "vanish":
        this.#person(mishap).vanishedAt = performance.now();
        return this.#person(mishap).proxy.halfOpen();
      case "slow": {
        const speaker = this.#person(mishap);
        speaker.proxy.slow(SLOW.bytes, SLOW.pauseMs);
        speaker.calmSince = Infinity;
        return this.#last(after(mishap.forMs, () => {
          speaker.proxy.heal();
          speaker.calmSince = Date.now();
        }));
      }
    }
  }

  #person({ person }: { person: number }): Speaker {
    return this.crowd.speakers[person] as Speaker;
  }

  #last(work: Promise<void>): void {
    this.#lasting.add(work);
    work.then(() => this.#lasting.delete(work), () => {}); // `over` rejects with it
  }

  async #end({ process, signal, downMs }: Mishap & { is: "end" }): Promise<void> {
    if (!(await this.fleet.kill(process, signal))) return;
    await sleep(systemClock, downMs);
    this.fleet.start(process);
  }

  async #stopStore(forMs: number): Promise<void> {
    this.storeStops++;
    await this.server.stop();
    await sleep(systemClock, forMs);
    await this.server.start();
    this.storeBackAt = performance.now();
  }
}

async function after(ms: number, then: () => void): Promise<void> {
  await sleep(systemClock, ms);
  then();
}
