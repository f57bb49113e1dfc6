/** A map whose keys are kept in the order of their UTF-16 code units: the store of the test stores. */
export class OrderedMap<V> {
  readonly #keys: string[] = [];
  readonly #values = new Map<string, V>();

  get size(): number {
    return this.#keys.length;
  }

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: V): void {
    if (!this.#values.has(key)) this.#keys.splice(this.#lowerBound(key), 0, key);
    this.#values.set(key, value);
  }

  delete(key: string): boolean {
    if (!this.#values.delete(key)) return false;
    this.#keys.splice(this.#lowerBound(key), 1);
    return true;
  }

  /** The entries with `start <= key < end`, in order or last first. */
  *range(start: string, end: string, reverse = false): Generator<[string, V]> {
    const from = this.#lowerBound(start);
    const to = this.#lowerBound(end);
    const found = this.#keys.slice(from, to); // a copy: the caller may change the map between steps
    if (reverse) found.reverse();
    for (const key of found) {
      const value = this.#values.get(key);
      if (value !== undefined) yield [key, value];
    }
  }

  #lowerBound(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] as string) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
