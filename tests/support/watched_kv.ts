import type { Check, CommitResult, Entry, Key, Kv, Mutation, Range } from "../../lib/kv/kv.ts";
import { Unavailable } from "../../lib/kv/kv.ts";

/** One call of the store, as `WatchedKv` saw it. */
export type KvCall =
  | { call: "get" | "list"; key: Key }
  | { call: "getMany"; keys: readonly Key[] }
  | { call: "commit"; checks: readonly Check[]; mutations: readonly Mutation[] };

/** Whether a call reads this key, alone or with others. */
export function isRead(call: KvCall, key: Key): boolean {
  const read = call.call === "get" ? [call.key] : call.call === "getMany" ? call.keys : [];
  return read.some((one) => one.join() === key.join());
}

/** A store that notes each call, can be away, and can keep silent about changes. */
export class WatchedKv implements Kv {
  readonly calls: KvCall[] = [];
  away = false;
  silent = false;
  /** Called before each call; a call waits for what it gives. */
  before: (call: KvCall) => Promise<void> | void = () => {};
  /** What of a commit reaches the store. */
  carry: (mutations: readonly Mutation[]) => readonly Mutation[] = (mutations) => mutations;
  /** Changes what commits answer, after they were applied. */
  answer: (result: CommitResult, call: KvCall) => CommitResult = (result) => result;

  constructor(private readonly inner: Kv) {}

  get maxChecks(): number {
    return this.inner.maxChecks;
  }

  /** The calls since the last `take`. */
  take(): KvCall[] {
    return this.calls.splice(0);
  }

  async get<T>(key: Key): Promise<Entry<T>> {
    await this.#note({ call: "get", key });
    return await this.inner.get<T>(key);
  }

  async getMany<T>(keys: readonly Key[]): Promise<Entry<T>[]> {
    await this.#note({ call: "getMany", keys });
    return await this.inner.getMany<T>(keys);
  }

  async list<T>(range: Range, options: { limit: number; reverse?: boolean }) {
    await this.#note({ call: "list", key: "prefix" in range ? range.prefix : range.start });
    return await this.inner.list<T>(range, options);
  }

  async commit(checks: readonly Check[], mutations: readonly Mutation[]): Promise<CommitResult> {
    const call: KvCall = { call: "commit", checks, mutations };
    await this.#note(call);
    return this.answer(await this.inner.commit(checks, this.carry(mutations)), call);
  }

  watch(key: Key, changed: () => void, signal: AbortSignal): void {
    this.inner.watch(key, () => {
      if (!this.silent && !this.away) changed();
    }, signal);
  }

  close(): void {
    this.inner.close();
  }

  async #note(call: KvCall): Promise<void> {
    this.calls.push(call);
    await this.before(call);
    if (this.away) throw new Unavailable("The store is away (test)");
  }
}
