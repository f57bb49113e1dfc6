import type { Weather } from "./actions.ts";
import type { Check, CommitResult, Entry, Key, Kv, Mutation, Range } from "../../lib/kv/kv.ts";
import { COMMIT_DEADLINE_MS, READ_DEADLINE_MS, Unavailable } from "../../lib/kv/kv.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { sleep } from "../../lib/runtime/clock.ts";
import type { SeededRandom } from "../support/seeded_random.ts";

/** How often, in parts of one, each thing goes wrong with a call, and how slow calls are. */
export interface KvFaults {
  maxDelayMs: number;
  /** Nothing is done; the caller is told. */
  fail: number;
  /** A commit is applied, and the caller is told that it failed. */
  applyThenFail: number;
  /** A commit is applied, and the caller is told `ok: false`: what a retried commit answers. */
  applyThenFalse: number;
  /** The call passes its deadline; a commit may be applied long after it. */
  hang: number;
  /** A change of a watched key is not told. */
  silentWatch: number;
}

export const CALM: KvFaults = {
  maxDelayMs: 5,
  fail: 0,
  applyThenFail: 0,
  applyThenFalse: 0,
  hang: 0,
  silentWatch: 0,
};

/** What the store does in a weather. */
export const WEATHERS: Record<Weather, Partial<KvFaults>> = {
  "slow": { maxDelayMs: 400 },
  "crawling": { maxDelayMs: 1_500 },
  "failing": { fail: 0.4, applyThenFail: 0.2 },
  "lying": { applyThenFail: 0.3, applyThenFalse: 0.4 },
  "hanging": { hang: 0.25 },
  "cut-off": {},
  "silent": { silentWatch: 1 },
};

/** How long after its deadline a commit that hung may still be applied. */
const LATE_MS = 40_000;

/**
 * One instance's way to the store, as a network makes it: slow, failing, lying. `crash` ends it: what
 * was on its way is applied or not, and no answer comes any more.
 */
export class FaultyKv implements Kv {
  faults: KvFaults = CALM;
  /** No call gets through while cut off. */
  cutOff = false;
  #crashed = false;

  constructor(
    private readonly inner: Kv,
    private readonly clock: Clock,
    private readonly random: SeededRandom,
  ) {}

  get maxChecks(): number {
    return this.inner.maxChecks;
  }

  get<T>(key: Key): Promise<Entry<T>> {
    return this.#read(() => this.inner.get<T>(key));
  }

  getMany<T>(keys: readonly Key[]): Promise<Entry<T>[]> {
    return this.#read(() => this.inner.getMany<T>(keys));
  }

  list<T>(range: Range, options: { limit: number; reverse?: boolean }) {
    return this.#read(() => this.inner.list<T>(range, options));
  }

  async commit(checks: readonly Check[], mutations: readonly Mutation[]): Promise<CommitResult> {
    const { faults } = this;
    await this.#travel();
    if (this.cutOff || this.#happens(faults.hang)) {
      if (this.#happens(0.5) && !this.cutOff) void this.#applyLate(checks, mutations);
      return await this.#passDeadline(COMMIT_DEADLINE_MS);
    }
    if (this.#happens(faults.fail)) return this.#answer(() => failed());
    const result = await this.inner.commit(checks, mutations);
    await this.#travel();
    if (this.#happens(faults.applyThenFail)) return this.#answer(() => failed());
    if (this.#happens(faults.applyThenFalse)) return this.#answer(() => ({ ok: false }));
    return this.#answer(() => result);
  }

  watch(key: Key, changed: () => void, signal: AbortSignal): void {
    this.inner.watch(key, () => {
      if (this.#crashed || this.cutOff || this.#happens(this.faults.silentWatch)) return;
      changed();
    }, signal);
  }

  /** The instance is gone: nothing is answered any more. */
  crash(): void {
    this.#crashed = true;
  }

  close(): void {
    this.#crashed = true;
  }

  async #read<T>(run: () => Promise<T>): Promise<T> {
    await this.#travel();
    if (this.cutOff || this.#happens(this.faults.hang)) {
      return await this.#passDeadline(READ_DEADLINE_MS);
    }
    if (this.#happens(this.faults.fail)) return this.#answer(() => failed());
    const result = await run();
    await this.#travel();
    return this.#answer(() => result);
  }

  async #applyLate(checks: readonly Check[], mutations: readonly Mutation[]): Promise<void> {
    await sleep(this.clock, this.random.below(COMMIT_DEADLINE_MS + LATE_MS));
    await this.inner.commit(checks, mutations);
  }

  async #passDeadline(ms: number): Promise<never> {
    await sleep(this.clock, ms);
    return await this.#answer(() => failed());
  }

  /** Half of the way: a call that crashes on it was or was not applied. */
  async #travel(): Promise<void> {
    await sleep(this.clock, this.random.below(this.faults.maxDelayMs + 1));
  }

  #answer<T>(result: () => T): Promise<T> {
    if (this.#crashed) return new Promise(() => {});
    return new Promise((resolve) => resolve(result()));
  }

  #happens(chance: number): boolean {
    return chance > 0 && this.random.fraction() < chance;
  }
}

function failed(): never {
  throw new Unavailable("The store did not answer (simulated)");
}
