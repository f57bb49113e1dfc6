import type { Logger } from "../runtime/logger.ts";
import { type Clock, type Random, sleep } from "../runtime/clock.ts";
import { type Deadlines, tooLate } from "./deadline.ts";
import { READ_DEADLINE_MS, Unavailable } from "./kv.ts";

/**
 * Calls in a row that passed their deadline before no more are made. The client of a remote store
 * repeats each of them for ever, several times a second, whether anybody waits for it or not.
 */
const MAX_ABANDONED = 4;
/** The first and the longest wait before the store is probed; half of it is chance. */
const PROBE_WAIT_MS = { first: 1_000, longest: 4_000 };
/** The wait after a probe that was abandoned: each is one more call that is repeated for ever. */
const ABANDONED_PROBE_WAIT_MS = 60_000;

export interface CircuitBreakerOptions {
  clock: Clock;
  deadlines: Deadlines;
  random: Random;
  logger: Logger;
  /** Whether the store's server can be reached at all, without a call that outlives its answer. */
  reachable: () => Promise<boolean>;
  /** A cheap read of the store. */
  probe: () => Promise<unknown>;
  /** Aborted when the store is closed. */
  closed: AbortSignal;
}

/**
 * Refuses calls to a store that does not answer:
 *
 *     closed ──4 calls in a row past their deadline──▶ open ──any call answered──▶ closed
 *
 * While open, calls are refused at once with `Unavailable`; an abandoned call that is answered after
 * all, or a probe every few seconds, closes it again.
 */
export class CircuitBreaker {
  #abandoned = 0;
  #open: PromiseWithResolvers<void> | undefined;

  constructor(private readonly options: CircuitBreakerOptions) {}

  /** Resolves when calls are made: at once, unless it is open. */
  whenClosed(): Promise<void> {
    return this.#open?.promise ?? Promise.resolve();
  }

  /** Called when calls begin to be refused. */
  readonly onOpen = new Set<() => void>();

  /** Makes the call, or rejects with `Unavailable`: after `deadlineMs`, or at once while open. */
  run<T>(what: string, deadlineMs: number, call: () => Promise<T>): Promise<T> {
    if (this.#open) {
      return Promise.reject(new Unavailable(`The store does not answer (${what} was not tried)`));
    }
    return this.#make(what, deadlineMs, call);
  }

  #make<T>(what: string, deadlineMs: number, call: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const deadline = this.options.deadlines.set(deadlineMs, () => {
        if (++this.#abandoned >= MAX_ABANDONED) this.#openUp();
        reject(tooLate(what, deadlineMs));
      });
      call().then((result) => {
        deadline.end();
        this.#answered();
        resolve(result);
      }, (error) => {
        deadline.end(); // an error is an answer to this call, and no sign that the store is back
        reject(error);
      });
    });
  }

  #answered(): void {
    this.#abandoned = 0;
    const open = this.#open;
    if (!open) return;
    this.#open = undefined;
    this.options.logger.info("The store answers again");
    open.resolve();
  }

  #openUp(): void {
    if (this.#open || this.options.closed.aborted) return;
    const open = this.#open = Promise.withResolvers();
    this.options.closed.addEventListener("abort", () => open.resolve(), { once: true });
    this.options.logger.error("The store does not answer: it is asked again every few seconds");
    for (const opened of this.onOpen) opened();
    void this.#probe(open);
  }

  async #probe(open: PromiseWithResolvers<void>): Promise<void> {
    const { clock, random, closed, reachable, probe } = this.options;
    let waitMs = PROBE_WAIT_MS.first;
    while (true) {
      await sleep(clock, waitMs / 2 + random.fraction() * waitMs / 2, closed);
      if (this.#open !== open || closed.aborted) return;
      waitMs = Math.min(2 * waitMs, PROBE_WAIT_MS.longest);
      if (!await reachable()) continue;
      // `#make` closes the breaker when it is answered.
      await this.#make("probe", READ_DEADLINE_MS, probe).catch(() => {
        waitMs = ABANDONED_PROBE_WAIT_MS;
      });
    }
  }
}
