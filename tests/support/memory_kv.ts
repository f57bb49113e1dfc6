import type { Check, CommitResult, Entry, Key, Kv, Mutation, Range } from "../../lib/kv/kv.ts";
import {
  keyBytes,
  MAX_COMMIT_BYTES,
  MAX_COMMIT_KEY_BYTES,
  MAX_KEY_BYTES,
  MAX_MUTATIONS,
  MAX_VALUE_BYTES,
  mutationBytes,
  valueBytes,
} from "../../lib/kv/size.ts";
import { copied } from "./copied.ts";
import { below, orderedKey } from "./key_order.ts";
import { OrderedMap } from "./ordered_map.ts";

interface Stored {
  key: Key;
  value: unknown;
  versionstamp: string;
}

interface Watcher {
  key: string;
  changed: () => void;
}

/** What all handles of one database share. */
interface Database {
  stored: OrderedMap<Stored>;
  watchers: Set<Watcher>;
  commits: number;
}

/**
 * Deno KV in memory, with its order and its limits. Everything answers in microtasks: no timer and
 * no real I/O, so that a simulator can own all time. Nothing expires, as on the platform, where an
 * expired key stays readable. To fail or delay calls, wrap it (`FaultyKv`).
 */
export class MemoryKv implements Kv {
  readonly maxChecks: number;
  readonly #database: Database;
  readonly #closed = new AbortController();

  constructor(options: { maxChecks?: number; of?: MemoryKv } = {}) {
    this.maxChecks = options.maxChecks ?? options.of?.maxChecks ?? 100;
    this.#database = options.of
      ? options.of.#database
      : { stored: new OrderedMap(), watchers: new Set(), commits: 0 };
  }

  /** Another handle of the same database, closed by itself: what a second instance opens. */
  open(): MemoryKv {
    return new MemoryKv({ of: this });
  }

  /** How many commits were applied. */
  get commits(): number {
    return this.#database.commits;
  }

  get<T>(key: Key): Promise<Entry<T>> {
    return this.#answer(() => this.#read<T>(key));
  }

  getMany<T>(asked: readonly Key[]): Promise<Entry<T>[]> {
    return this.#answer(() => asked.map((key) => this.#read<T>(key)));
  }

  list<T>(range: Range, options: { limit: number; reverse?: boolean }) {
    return this.#answer(() => {
      const { start, end } = bounds(range);
      const found: Array<Entry<T> & { versionstamp: string; value: T }> = [];
      for (const [, stored] of this.#database.stored.range(start, end, options.reverse)) {
        if (found.length >= options.limit) break;
        found.push({ ...stored, value: copied(stored.value) as T });
      }
      return found;
    });
  }

  commit(checks: readonly Check[], mutations: readonly Mutation[]): Promise<CommitResult> {
    return this.#answer(() => {
      this.#holdLimits(checks, mutations);
      const { stored } = this.#database;
      for (const { key, versionstamp } of checks) {
        const found = stored.get(orderedKey(key))?.versionstamp ?? null;
        if (found !== versionstamp) return { ok: false };
      }
      const versionstamp = (++this.#database.commits).toString(16).padStart(20, "0");
      for (const mutation of mutations) this.#apply(mutation, versionstamp);
      const changed = new Set(mutations.map((mutation) => orderedKey(mutation.key)));
      for (const watcher of this.#database.watchers) {
        if (changed.has(watcher.key)) queueMicrotask(watcher.changed);
      }
      return { ok: true, versionstamp };
    });
  }

  watch(key: Key, changed: () => void, signal: AbortSignal): void {
    const ended = AbortSignal.any([signal, this.#closed.signal]);
    if (ended.aborted) return;
    const watcher = {
      key: orderedKey(key),
      changed: () => {
        if (!ended.aborted) changed();
      },
    };
    this.#database.watchers.add(watcher);
    ended.addEventListener("abort", () => this.#database.watchers.delete(watcher), { once: true });
    queueMicrotask(watcher.changed);
  }

  close(): void {
    this.#closed.abort();
  }

  // deno-lint-ignore require-await -- a throw must become a rejection
  async #answer<T>(run: () => T): Promise<T> {
    if (this.#closed.signal.aborted) throw new TypeError("The store is closed");
    return run();
  }

  #read<T>(key: Key): Entry<T> {
    const stored = this.#database.stored.get(orderedKey(key));
    if (!stored) return { key, value: null, versionstamp: null };
    return { ...stored, value: copied(stored.value) as T };
  }

  #apply(mutation: Mutation, versionstamp: string): void {
    const at = orderedKey(mutation.key);
    if (mutation.type === "delete") this.#database.stored.delete(at);
    else {
      const value = copied(mutation.value);
      this.#database.stored.set(at, { key: [...mutation.key], value, versionstamp });
    }
  }

  #holdLimits(checks: readonly Check[], mutations: readonly Mutation[]): void {
    const within = (what: string, size: number, max: number) => {
      if (size > max) throw new TypeError(`${what}: ${size}, at most ${max}`);
    };
    within("Too many checks", checks.length, this.maxChecks);
    within("Too many mutations", mutations.length, MAX_MUTATIONS);
    let bytes = 0;
    let bytesOfKeys = checks.reduce((sum, check) => sum + keyBytes(check.key), 0);
    for (const mutation of mutations) {
      within("Key too large", keyBytes(mutation.key), MAX_KEY_BYTES);
      if (mutation.type === "set") {
        within("A value is too large", valueBytes(mutation.value), MAX_VALUE_BYTES);
      }
      const size = mutationBytes(mutation);
      bytes += size.bytes;
      bytesOfKeys += size.keyBytes;
    }
    within("The commit is too large", bytes, MAX_COMMIT_BYTES);
    within("The commit's keys are too large", bytesOfKeys, MAX_COMMIT_KEY_BYTES);
  }
}

function bounds(range: Range): { start: string; end: string } {
  const start = range.start && orderedKey(range.start);
  const end = range.end && orderedKey(range.end);
  if (!("prefix" in range)) return { start: start ?? "", end: end ?? "" };
  const all = below(range.prefix);
  return { start: start ?? all.start, end: end ?? all.end };
}
