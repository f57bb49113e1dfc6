import type { Check, CommitResult, Entry, Key, Kv, Mutation, Range } from "../../lib/kv/kv.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { isRoutine, type KvCall } from "./routine.ts";
import type { Cost } from "./costs.ts";

/** How long a store takes, in milliseconds. */
export interface Latencies {
  readMs: number;
  /** From the call of a commit to its answer, where no other waits. */
  commitMs: number;
  /** What a commit keeps the others waiting: they are applied one after the other. */
  commitServiceMs: number;
}

/** The one place through which all commits of a store go. */
export class CommitQueue {
  #freeAt = 0;

  /** How long a commit that comes now waits until it is its turn, and has had it. */
  take(now: number, serviceMs: number): number {
    this.#freeAt = Math.max(now, this.#freeAt) + serviceMs;
    return this.#freeAt - now;
  }
}

/** What was asked: of a commit nobody sees whether more could have been gathered for it. */
export type Asked = Omit<Cost, "gathered">;

const NOTHING: Asked = { keysRead: 0, lists: 0, commits: 0, writes: 0 };

/** A store that takes as long as a real one on a virtual clock, and counts what is asked of it. */
export class SlowKv implements Kv {
  /** What was asked besides the routine of an instance to which nothing happens; and that routine. */
  acts: Asked = { ...NOTHING };
  routine: Asked = { ...NOTHING };

  constructor(
    private readonly inner: Kv,
    private readonly clock: Clock,
    private readonly latencies: Latencies,
    private readonly queue: CommitQueue,
  ) {}

  get maxChecks(): number {
    return this.inner.maxChecks;
  }

  /** Begins to count anew. */
  reset(): void {
    this.acts = { ...NOTHING };
    this.routine = { ...NOTHING };
  }

  async get<T>(key: Key): Promise<Entry<T>> {
    this.#counted({ call: "get", key }).keysRead++;
    await this.#after(this.latencies.readMs);
    return await this.inner.get<T>(key);
  }

  async getMany<T>(keys: readonly Key[]): Promise<Entry<T>[]> {
    this.#counted({ call: "getMany", keys }).keysRead += keys.length;
    await this.#after(this.latencies.readMs);
    return await this.inner.getMany<T>(keys);
  }

  async list<T>(range: Range, options: { limit: number; reverse?: boolean }) {
    const key = "prefix" in range ? range.prefix : range.start;
    this.#counted({ call: "list", key }).lists++;
    await this.#after(this.latencies.readMs);
    return await this.inner.list<T>(range, options);
  }

  async commit(checks: readonly Check[], mutations: readonly Mutation[]): Promise<CommitResult> {
    const cost = this.#counted({ call: "commit", mutations });
    cost.commits++;
    cost.writes += mutations.length;
    const { commitMs, commitServiceMs } = this.latencies;
    const turn = this.queue.take(this.clock.elapsed(), commitServiceMs);
    await this.#after(turn + commitMs - commitServiceMs);
    return await this.inner.commit(checks, mutations);
  }

  watch(key: Key, changed: () => void, signal: AbortSignal): void {
    this.inner.watch(key, () => {
      if (this.latencies.readMs === 0) changed();
      else this.clock.after(this.latencies.readMs, changed);
    }, signal);
  }

  close(): void {
    this.inner.close();
  }

  #counted(call: KvCall): Asked {
    return isRoutine(call) ? this.routine : this.acts;
  }

  async #after(ms: number): Promise<void> {
    if (ms > 0) await new Promise<void>((resolve) => this.clock.after(ms, resolve));
  }
}
