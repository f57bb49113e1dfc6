import type { Logger } from "../runtime/logger.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import { sleep } from "../runtime/clock.ts";
import { QueueFull, Semaphore } from "../async/semaphore.ts";
import { CircuitBreaker } from "./circuit_breaker.ts";
import { Deadlines } from "./deadline.ts";
import { keys } from "./keys.ts";
import type { Check, CommitResult, Entry, Key, Kv, Mutation, Range } from "./kv.ts";
import { COMMIT_DEADLINE_MS, READ_DEADLINE_MS, Unavailable } from "./kv.ts";
import { keyBytes, MAX_KEY_BYTES } from "./size.ts";

/** Keys that one read of the platform takes. */
const KEYS_A_READ = 10;
/** Reads of `getMany` under way at once: enough to hide a round trip, few enough for a file. */
const READS_AT_ONCE = 8;
/** Reads that the store has at once, and that may wait for their turn. */
const READS = { concurrency: 128, maxQueued: 20_000 };
/** Entries that one read of `list` takes: the deadline is for each of them. */
const ENTRIES_A_READ = 500;
/** The first and the longest wait before a locked file is tried again; half of it is chance. */
const LOCKED_WAIT_MS = { first: 2, longest: 100 };
/** The first and the longest wait before a watch that ended is opened again. */
const WATCH_WAIT_MS = { first: 200, longest: 10_000 };

/** What the adapter takes from outside; `maxChecks` as in `Kv`. */
export interface DenoKvOptions {
  clock: Clock;
  random: Random;
  logger: Logger;
  maxChecks: number;
  /** Whether a remote store's server can be reached; a file always can. */
  reachable?: () => Promise<boolean>;
}

/**
 * Deno KV with deadlines. What the store does not answer in time, or answers with an error of its
 * own, is `Unavailable`; a call that breaks a limit of the platform is a `TypeError`.
 */
export class DenoKv implements Kv {
  readonly maxChecks: number;
  readonly #store: Deno.Kv;
  readonly #options: DenoKvOptions;
  readonly #closed = new AbortController();
  readonly #breaker: CircuitBreaker;
  readonly #reads = new Semaphore(READS);
  readonly #deadlines: Deadlines;

  constructor(store: Deno.Kv, options: DenoKvOptions) {
    this.#store = store;
    this.#options = options;
    this.maxChecks = options.maxChecks;
    this.#deadlines = new Deadlines(options.clock);
    this.#breaker = new CircuitBreaker({
      ...options,
      deadlines: this.#deadlines,
      reachable: options.reachable ?? (() => Promise.resolve(true)),
      probe: () => store.get(keys.live()),
      closed: this.#closed.signal,
    });
  }

  async get<T>(key: Key): Promise<Entry<T>> {
    if (isTooLarge(key)) return absent(key);
    return entry(await this.#read("get", () => this.#store.get<T>(key)));
  }

  async getMany<T>(keys: readonly Key[]): Promise<Entry<T>[]> {
    if (keys.some(isTooLarge)) {
      const found = (await this.getMany<T>(keys.filter((key) => !isTooLarge(key)))).values();
      return keys.map((key) => isTooLarge(key) ? absent(key) : found.next().value ?? absent(key));
    }
    const chunks: Key[][] = [];
    for (let from = 0; from < keys.length; from += KEYS_A_READ) {
      chunks.push(keys.slice(from, from + KEYS_A_READ));
    }
    const found: Entry<T>[][] = [];
    let next = 0;
    const readChunks = async () => {
      for (let n = next++; n < chunks.length; n = next++) {
        const chunk = chunks[n] as Key[];
        const read = () => this.#store.getMany<T[]>(chunk);
        found[n] = (await this.#read("getMany", read)).map(entry);
      }
    };
    await Promise.all(Array.from({ length: Math.min(READS_AT_ONCE, chunks.length) }, readChunks));
    return found.flat();
  }

  async list<T>(range: Range, options: { limit: number; reverse?: boolean }) {
    const found: Array<Entry<T> & { versionstamp: string; value: T }> = [];
    let cursor: string | undefined;
    while (found.length < options.limit) {
      const limit = Math.min(ENTRIES_A_READ, options.limit - found.length);
      const page = await this.#read("list", async () => {
        const batch = { limit, batchSize: limit, reverse: options.reverse, cursor };
        const iterator = this.#store.list<T>(range, batch);
        const entries = await Array.fromAsync(iterator);
        return { entries, cursor: iterator.cursor };
      });
      for (const { key, ...rest } of page.entries) found.push({ ...rest, key: asKey(key) });
      if (page.entries.length < limit) break;
      cursor = page.cursor;
    }
    return found;
  }

  commit(checks: readonly Check[], mutations: readonly Mutation[]): Promise<CommitResult> {
    if (checks.length > this.maxChecks) { // Deno's client lets 100 pass
      return Promise.reject(new TypeError(`Too many checks (max ${this.maxChecks})`));
    }
    return this.#call("commit", COMMIT_DEADLINE_MS, () => {
      const operation = this.#store.atomic().check(...checks);
      for (const mutation of mutations) {
        if (mutation.type === "delete") operation.delete(mutation.key);
        else operation.set(mutation.key, mutation.value, { expireIn: mutation.expireIn });
      }
      return operation.commit();
    });
  }

  watch(key: Key, changed: () => void, signal: AbortSignal): void {
    this.#watch(key, changed, AbortSignal.any([signal, this.#closed.signal])).catch((error) =>
      this.#options.logger.error("The watch of a key ended", error)
    );
  }

  close(): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.#deadlines.close();
    this.#store.close();
  }

  /**
   * Reads wait here for their turn, and their deadline begins with it: thousands that are asked at once
   * would pass it in the store's own queue, where commits wait as well.
   */
  async #read<T>(what: string, run: () => Promise<T>): Promise<T> {
    try {
      return await this.#reads.run(() => this.#call(what, READ_DEADLINE_MS, run));
    } catch (error) {
      throw error instanceof QueueFull ? new Unavailable("Too many reads wait") : error;
    }
  }

  #call<T>(what: string, deadlineMs: number, run: () => Promise<T>): Promise<T> {
    const until = this.#options.clock.elapsed() + deadlineMs;
    return this.#breaker.run(what, deadlineMs, async () => {
      try {
        return await run();
      } catch (error) {
        return await this.#again(what, until, run, error);
      }
    });
  }

  /** A file that another writer has locked applied nothing: tried again until the deadline. */
  async #again<T>(what: string, until: number, run: () => Promise<T>, error: unknown): Promise<T> {
    const { clock, random } = this.#options;
    for (let wait = LOCKED_WAIT_MS.first;; wait = Math.min(2 * wait, LOCKED_WAIT_MS.longest)) {
      if (!isLocked(error) || clock.elapsed() + wait >= until) throw unavailable(what, error);
      await sleep(clock, wait / 2 + random.fraction() * wait / 2);
      try {
        return await run();
      } catch (again) {
        error = again;
      }
    }
  }

  async #watch(key: Key, changed: () => void, signal: AbortSignal): Promise<void> {
    const { clock, random, logger } = this.#options;
    let wait = WATCH_WAIT_MS.first;
    while (!signal.aborted) {
      try {
        const states = this.#store.watch([key]).getReader();
        const cancel = () => void states.cancel().catch(() => {}); // it may have ended by itself
        signal.addEventListener("abort", cancel, { once: true });
        this.#breaker.onOpen.add(cancel); // a watch is repeated for ever as well
        try {
          while (!(await states.read()).done && !signal.aborted) {
            wait = WATCH_WAIT_MS.first;
            callAtEdge(changed, logger);
          }
        } finally {
          signal.removeEventListener("abort", cancel);
          this.#breaker.onOpen.delete(cancel);
        }
      } catch (error) {
        if (!signal.aborted) logger.error("A watch failed and is opened again", error);
      }
      await sleep(clock, wait / 2 + random.fraction() * wait / 2, signal);
      await this.#breaker.whenClosed();
      wait = Math.min(2 * wait, WATCH_WAIT_MS.longest);
    }
  }
}

function entry<T>(read: Deno.KvEntryMaybe<T>): Entry<T> {
  const key = asKey(read.key);
  return read.versionstamp === null
    ? { key, value: null, versionstamp: null }
    : { key, value: read.value, versionstamp: read.versionstamp };
}

/** Such a key cannot have been written, so there is nothing to read. */
function isTooLarge(key: Key): boolean {
  return keyBytes(key) > MAX_KEY_BYTES;
}

function absent<T>(key: Key): Entry<T> {
  return { key, value: null, versionstamp: null };
}

/** The symbol that a key may hold stands only for a version not yet known: no stored key has it. */
function asKey(key: Deno.KvKey): Key {
  return key as Key;
}

function callAtEdge(run: () => void, logger: Logger): void {
  try {
    run();
  } catch (error) {
    logger.error("What follows a watched key threw", error);
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && error.message.includes("database is locked");
}

/** The platform says a broken limit with a `TypeError` of these words. */
const BROKEN_LIMIT = /too (large|many)|must not be empty/i;

function unavailable(what: string, error: unknown): Error {
  if (error instanceof TypeError && BROKEN_LIMIT.test(error.message)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Unavailable(`The store failed (${what}): ${reason}`, { cause: error });
}
