import type { Check, CommitResult, Entry, Key, Kv, Mutation, Range } from "../../lib/kv/kv.ts";
import { Unavailable } from "../../lib/kv/kv.ts";

/** What becomes of a commit: applied or not, and what its caller is told of it. */
export type CommitFate =
  | "applied"
  | "applied, answer lost"
  | "applied, answered false"
  | "lost"
  | "applied after it was given up";

/** A store whose next commits meet the fates given, counted, and held back where asked. */
export class ScriptedKv implements Kv {
  readonly fates: CommitFate[] = [];
  /** Reads that fail, from the next on. */
  failingReads = 0;
  commits = 0;
  reads = 0;
  inFlight = 0;
  mostInFlight = 0;
  /** The sizes of the commits asked: how many keys each set. */
  readonly sizes: number[] = [];
  /** Called before a commit reaches the store, with how many were asked; the commit waits for it. */
  before: (commits: number) => Promise<void> | void = () => {};
  /** The same before a read. */
  beforeRead: (reads: number) => Promise<void> | void = () => {};
  #late: Array<() => Promise<unknown>> = [];

  constructor(private readonly inner: Kv) {}

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
    const fate = this.fates.shift() ?? "applied";
    this.commits++;
    this.sizes.push(mutations.length);
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    try {
      await this.before(this.commits);
      const apply = () => this.inner.commit(checks, mutations);
      if (fate === "applied after it was given up") this.#late.push(apply);
      if (fate === "lost" || fate === "applied after it was given up") throw noAnswer();
      const result = await apply();
      if (fate === "applied, answer lost") throw noAnswer();
      return fate === "applied" ? result : { ok: false };
    } finally {
      this.inFlight--;
    }
  }

  /** Applies what was given up. */
  async applyLate(): Promise<void> {
    for (const apply of this.#late.splice(0)) await apply();
  }

  watch(key: Key, changed: () => void, signal: AbortSignal): void {
    this.inner.watch(key, changed, signal);
  }

  close(): void {
    this.inner.close();
  }

  async #read<T>(run: () => Promise<T>): Promise<T> {
    this.reads++;
    await this.beforeRead(this.reads);
    if (this.failingReads > 0) {
      this.failingReads--;
      throw noAnswer();
    }
    return await run();
  }
}

function noAnswer(): Unavailable {
  return new Unavailable("The store did not answer (test)");
}
