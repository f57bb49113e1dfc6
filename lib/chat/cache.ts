import type { Clock } from "../world/world.ts";

interface Kept<V> {
  value: V;
  until: number;
}

/**
 * Values by name, the least recently loaded dropped first. What is forgotten while it is being loaded
 * is not kept: an answer that may be older than the change never outlives it.
 */
export class Cache<V> {
  readonly #kept = new Map<string, Kept<V>>();
  #forgettings = 0;

  constructor(
    private readonly clock: Clock,
    private readonly limits: { max: number; ttlMs: number },
  ) {}

  get(key: string): V | undefined {
    const kept = this.#kept.get(key);
    if (kept && kept.until > this.clock.elapsed()) return kept.value;
    this.#kept.delete(key);
    return undefined;
  }

  /** The values that exist, by key; those not kept are loaded at once, and what is found is kept. */
  async getMany(
    wanted: Iterable<string>,
    load: (missing: string[]) => Promise<ReadonlyMap<string, V>>,
  ): Promise<Map<string, V>> {
    const found = new Map<string, V>();
    const missing: string[] = [];
    for (const key of new Set(wanted)) {
      const value = this.get(key);
      if (value === undefined) missing.push(key);
      else found.set(key, value);
    }
    if (missing.length === 0) return found;
    const before = this.#forgettings;
    for (const [key, value] of await load(missing)) {
      found.set(key, value);
      if (before === this.#forgettings) this.#keep(key, value);
    }
    return found;
  }

  /** One value, loaded where it is not kept. `undefined`, where there is none, is not kept. */
  async getOne<L extends V | undefined>(key: string, load: () => Promise<L>): Promise<V | L> {
    const kept = this.get(key);
    if (kept !== undefined) return kept;
    const before = this.#forgettings;
    const value = await load();
    if (value !== undefined && before === this.#forgettings) this.#keep(key, value);
    return value;
  }

  forget(key: string): void {
    this.#forgettings++;
    this.#kept.delete(key);
  }

  clear(): void {
    this.#forgettings++;
    this.#kept.clear();
  }

  #keep(key: string, value: V) {
    this.#kept.delete(key); // so that it moves to the end: a Map keeps the order of insertion
    this.#kept.set(key, { value, until: this.clock.elapsed() + this.limits.ttlMs });
    if (this.#kept.size <= this.limits.max) return;
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}
