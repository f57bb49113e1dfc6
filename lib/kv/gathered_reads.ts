import type { Entry, Key, Kv } from "./kv.ts";

/** Reads under way at once; those that are asked for meanwhile go together with the next. */
const READS_AT_ONCE = 8;
/** Keys of one gathered read: with more, one slow key would hold up too many. */
const MAX_KEYS = 100;

interface Waiting {
  keys: readonly Key[];
  resolve(entries: Entry<unknown>[]): void;
  reject(error: unknown): void;
}

/**
 * The same store, with what is read in one turn, or while others are read, gathered into one read: a
 * hundred people who come at once cost a few reads in place of hundreds. A read never begins before
 * it was asked for. Fails as the store does, all that went together.
 */
export function gatherReads(kv: Kv): Kv {
  return new GatheredReads(kv);
}

class GatheredReads implements Kv {
  #waiting: Waiting[] = [];
  #reading = 0;
  #planned = false;

  constructor(private readonly kv: Kv) {}

  get maxChecks(): number {
    return this.kv.maxChecks;
  }

  async get<T>(key: Key): Promise<Entry<T>> {
    const [entry] = await this.getMany<T>([key]);
    return entry ?? absent(key);
  }

  getMany<T>(keys: readonly Key[]): Promise<Entry<T>[]> {
    if (keys.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      // The store is typed by whoever asks: what stands at a key is what was set there.
      const give = (entries: Entry<unknown>[]) => resolve(entries as Entry<T>[]);
      this.#waiting.push({ keys, resolve: give, reject });
      this.#plan();
    });
  }

  list: Kv["list"] = (range, options) => this.kv.list(range, options);
  commit: Kv["commit"] = (checks, mutations) => this.kv.commit(checks, mutations);
  watch: Kv["watch"] = (key, changed, signal) => this.kv.watch(key, changed, signal);
  close: Kv["close"] = () => this.kv.close();

  #plan(): void {
    if (this.#planned || this.#reading >= READS_AT_ONCE || this.#waiting.length === 0) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      void this.#read(this.#take());
      this.#plan();
    });
  }

  /** Those that fit into one read: at least one. */
  #take(): Waiting[] {
    let [count, keys] = [0, 0];
    for (const one of this.#waiting) {
      keys += one.keys.length;
      if (count > 0 && keys > MAX_KEYS) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  /** Never rejects. */
  async #read(together: readonly Waiting[]): Promise<void> {
    this.#reading++;
    try {
      const [only] = together.length === 1 ? together : [];
      // Who asks alone asks for nothing twice.
      const entries = only
        ? await this.#entriesAt(only.keys)
        : await this.#entriesOf(together.flatMap(({ keys }) => keys));
      let from = 0;
      for (const { keys, resolve } of together) {
        resolve(entries.slice(from, from + keys.length));
        from += keys.length;
      }
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
    this.#reading--;
    this.#plan();
  }

  async #entriesAt(keys: readonly Key[]): Promise<Entry<unknown>[]> {
    const [key] = keys;
    return key && keys.length === 1 ? [await this.kv.get(key)] : await this.kv.getMany(keys);
  }

  /** What several ask for is read once: those who come at once are in the same rooms. */
  async #entriesOf(keys: readonly Key[]): Promise<Entry<unknown>[]> {
    const places = new Map<string, number>();
    const once: Key[] = [];
    const at = keys.map((key) => {
      const name = nameOf(key);
      const place = places.get(name) ?? once.push(key) - 1;
      places.set(name, place);
      return place;
    });
    const found = await this.#entriesAt(once);
    if (once.length === keys.length) return found;
    return at.map((place, n) => found[place] ?? absent(keys[n] ?? []));
  }
}

function absent<T>(key: Key): Entry<T> {
  return { key, value: null, versionstamp: null };
}

/** The same for equal keys alone, whatever their parts hold: each part says how long it is. */
function nameOf(key: Key): string {
  let name = "";
  for (const part of key) {
    const text = String(part);
    name += `${typeof part} ${text.length} ${text}`;
  }
  return name;
}
