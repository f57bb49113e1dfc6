import type { UserId } from "../../protocol/events.ts";
import type { Report } from "../../world/report.ts";
import { type Clock, type Random, sleep } from "../../world/world.ts";
import type { LogEntry } from "../conversation_log.ts";
import type { Kv } from "../kv.ts";
import type { Contention } from "./contention.ts";
import type { Lane } from "./lane.ts";
import { prepare } from "./preparation.ts";
import { search } from "./search.ts";
import type { Waiting } from "./waiting.ts";

/** A lane whose store is away waits at most so long before its second try, and ever, in ms. */
const RETRY_WAIT_MS = { second: 4, longest: 500 };
/** `found` as in `PreparationContext`; `resumed` tells of requests that are back in the queue. */
export interface PreparerOptions {
  kv: Kv;
  clock: Clock;
  random: Random;
  report: Report;
  contention: Contention;
  found: (lane: Lane, waiting: Waiting, entry: LogEntry) => void;
  resumed: (lane: Lane) => void;
}

/** Prepares lanes while others commit, with waits between tries that fail. */
export class Preparer {
  readonly #options: PreparerOptions;
  #deepSearch: Promise<void> = Promise.resolve();

  constructor(options: PreparerOptions) {
    this.#options = options;
  }

  /** Reads once; failures are noted in the lane, which says then that it is not ready. */
  async prepare(lane: Lane): Promise<void> {
    const { kv, clock, found, report } = this.#options;
    const now = () => clock.elapsed();
    const setAside = this.#setAside.bind(this);
    await this.#backOff(lane);
    try {
      lane.expire(clock.elapsed());
      if (lane.queue.length > 0) await prepare(lane, { kv, now, found, setAside });
    } catch (error) {
      lane.noteFailure(clock.elapsed());
      report("A conversation's log could not be read", error);
    }
  }

  /** After one failure at once, then later and later, by chance so that rivals do not meet again. */
  async #backOff({ failures, races }: Lane): Promise<void> {
    const { clock, random, contention } = this.#options;
    const { second, longest } = RETRY_WAIT_MS;
    const wait = failures < 2
      ? contention.retryMs(races)
      : random.fraction() * Math.min(second * 2 ** Math.min(failures - 2, 20), longest);
    if (wait > 0) await sleep(clock, wait);
  }

  /** One deep search at a time: whoever asks for many makes nobody wait but those who ask as well. */
  #setAside(lane: Lane, author: UserId, to: number): void {
    this.#deepSearch = this.#deepSearch.then(async () => {
      const { kv, clock, random, found, report, resumed } = this.#options;
      try {
        await search(kv, lane.conversation, lane.asideOf(author), to, (waiting, entry) => {
          lane.remove(waiting);
          found(lane, waiting, entry);
        });
      } catch (error) {
        lane.noteFailure(clock.elapsed());
        report("A conversation's log could not be searched", error);
        await sleep(clock, random.fraction() * RETRY_WAIT_MS.longest);
      }
      lane.takeBack(author);
      resumed(lane);
    });
  }
}
