import { KeyedQueue } from "../async/keyed_queue.ts";
import { QueueFull, Semaphore } from "../async/semaphore.ts";
import type { UserId } from "../protocol/events.ts";
import type { Logger } from "../runtime/logger.ts";
import { type Clock, every, type Random, sleep } from "../runtime/clock.ts";
import type { LogEntry } from "./log.ts";
import { type Kv, Unavailable } from "../kv/kv.ts";
import type { Contention } from "./contention.ts";
import type { Lane } from "./lane.ts";
import { prepare, search } from "./preparation.ts";
import type { PendingAppend } from "./pending_append.ts";

/** While the store fails, a lane waits at most so long before its second try, and any later one. */
const RETRY_WAIT_MS = { second: 4, longest: 500 };
/** Long searches at once over all conversations, one for each author; and those that may wait. */
const SEARCHES = { concurrency: 4, maxQueued: 1_000 };
/** How often it is seen whether a deferred request waits for too long. */
const EXPIRY_CHECK_MS = 1_000;

/** What preparing needs; `found` as in `PreparationContext`. */
export interface PreparerOptions {
  kv: Kv;
  clock: Clock;
  random: Random;
  logger: Logger;
  contention: Contention;
  found: (lane: Lane, pending: PendingAppend, entry: LogEntry) => void;
  /** Deferred requests are back in the lane's queue. */
  resumed: (lane: Lane) => void;
}

/** Prepares lanes while others commit, and waits between failed tries. */
export class Preparer {
  readonly #options: PreparerOptions;
  readonly #searches = new Semaphore(SEARCHES);
  readonly #byAuthor: KeyedQueue;

  constructor(options: PreparerOptions) {
    this.#options = options;
    this.#byAuthor = new KeyedQueue((_, error) =>
      options.logger.error("What follows a search threw", error)
    );
  }

  /** Reads once. Never rejects: a failure is noted in the lane, which is then not ready. */
  async prepare(lane: Lane): Promise<void> {
    const { clock, logger } = this.#options;
    await this.#backOff(lane);
    try {
      lane.expire(clock.elapsed());
      const deferred = (...search: [Lane, UserId, number]) => void this.#searchLater(...search);
      if (lane.queue.length > 0) await prepare(lane, { ...this.#options, deferred });
    } catch (error) {
      lane.noteFailure(clock.elapsed());
      logger.error("A conversation's log could not be read", error);
    }
  }

  /** None after the first failure, then longer and longer; random, so that rivals do not meet. */
  async #backOff({ failures, races }: Lane): Promise<void> {
    const { clock, random, contention } = this.#options;
    const { second, longest } = RETRY_WAIT_MS;
    const wait = failures < 2
      ? contention.retryMs(races)
      : random.fraction() * Math.min(second * 2 ** Math.min(failures - 2, 20), longest);
    if (wait > 0) await sleep(clock, wait);
  }

  /** Searches for an author's deferred requests; one author has one search at a time. */
  async #searchLater(lane: Lane, author: UserId, to: number): Promise<void> {
    const { clock, resumed } = this.#options;
    const expiry = every(
      clock,
      EXPIRY_CHECK_MS,
      () => lane.expireDeferred(author, clock.elapsed()),
    );
    await this.#byAuthor.run(author, () => this.#search(lane, author, to));
    expiry.cancel();
    lane.requeue(author);
    resumed(lane);
  }

  async #search(lane: Lane, author: UserId, to: number): Promise<void> {
    const { clock, random, logger } = this.#options;
    try {
      await this.#searches.run(() => search(lane, lane.deferredOf(author), to, this.#options));
    } catch (error) {
      if (error instanceof QueueFull) {
        for (const pending of [...lane.deferredOf(author)]) {
          lane.remove(pending);
          pending.fail(new Unavailable("Too many searches wait"));
        }
        return;
      }
      lane.noteFailure(clock.elapsed());
      logger.error("A conversation's log could not be searched", error);
      await sleep(clock, random.fraction() * RETRY_WAIT_MS.longest);
    }
  }
}
