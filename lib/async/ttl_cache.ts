import type { Clock } from "../runtime/clock.ts";

interface Kept<V> {
  value: V;
  /** When it was loaded, on the clock's scale of what lasts. */
  at: number;
  /** Whether somebody asked for it since room was last made. */
  used: boolean;
}

/**
 * Values by key, those dropped first that nobody asked for lately. Concurrent calls share a load. What
 * is deleted while it is being loaded is given to those who wait for it, and not kept.
 */
export class TtlCache<V extends NonNullable<unknown>> {
  /** The oldest first. */
  readonly #kept = new Map<string, Kept<V>>();
  readonly #loading = new Map<string, Promise<V | undefined>>();

  constructor(
    private readonly clock: Pick<Clock, "elapsed">,
    private readonly limits: { max: number; ttlMs: number },
  ) {}

  get(key: string): V | undefined {
    const kept = this.#kept.get(key);
    if (!kept) return undefined;
    if (this.clock.elapsed() - kept.at >= this.limits.ttlMs) {
      this.#kept.delete(key);
      return undefined;
    }
    kept.used = true;
    return kept.value;
  }

  /** The values that exist, by key; those not kept are loaded by one call, and kept. */
  async getMany(
    keys: Iterable<string>,
    load: (missing: string[]) => Promise<ReadonlyMap<string, V>>,
  ): Promise<Map<string, V>> {
    const found = new Map<string, V>();
    const waits: Promise<void>[] = [];
    const missing: string[] = [];
    const wait = (key: string, loading: Promise<V | undefined>) =>
      waits.push(loading.then((value) => void (value !== undefined && found.set(key, value))));
    for (const key of new Set(keys)) {
      const kept = this.get(key);
      const loading = kept === undefined ? this.#loading.get(key) : undefined;
      if (kept !== undefined) found.set(key, kept);
      else if (loading) wait(key, loading);
      else missing.push(key);
    }
    if (missing.length > 0) {
      const batch = Promise.resolve().then(() => load(missing)); // once all are known to be loading
      for (const key of missing) {
        wait(
          key,
          this.#load(key, batch.then((values) => values.get(key))),
        );
      }
    }
    await Promise.all(waits);
    return found;
  }

  /** One value, loaded where it is not kept. `undefined`, where there is none, is not kept. */
  async getOne<L extends V | undefined>(key: string, load: () => Promise<L>): Promise<V | L> {
    const kept = this.get(key);
    if (kept !== undefined) return kept;
    const loading = this.#loading.get(key) ?? this.#load(key, Promise.resolve().then(load));
    return await loading as V | L;
  }

  delete(key: string): void {
    this.#kept.delete(key);
    this.#loading.delete(key);
  }

  clear(): void {
    this.#kept.clear();
    this.#loading.clear();
  }

  /** Keeps what is loaded, unless it was deleted meanwhile. Settles as `value` does. */
  #load(key: string, value: Promise<V | undefined>): Promise<V | undefined> {
    const isCurrent = () => this.#loading.get(key) === loading && this.#loading.delete(key);
    const loading = value.then((loaded) => {
      if (isCurrent() && loaded !== undefined) this.#keep(key, loaded);
      return loaded;
    }, (error) => {
      isCurrent();
      throw error;
    });
    this.#loading.set(key, loading);
    return loading;
  }

  #keep(key: string, value: V): void {
    this.#kept.delete(key);
    this.#kept.set(key, { value, at: this.clock.elapsed(), used: false });
    // What was asked for gets a second turn: nothing has to move when it is.
    for (const [oldest, kept] of this.#kept) {
      if (this.#kept.size <= this.limits.max) return;
      this.#kept.delete(oldest);
      if (!kept.used) continue;
      kept.used = false;
      this.#kept.set(oldest, kept);
    }
  }
}
