/**
 * The names of everyone met so far. The array stays the same until a name is new, so that messages
 * are not read again for each coming and going.
 */
export class KnownNames {
  readonly #met = new Set<string>();
  #list: readonly string[] = [];

  meet(names: Iterable<string>): readonly string[] {
    const before = this.#met.size;
    for (const name of names) this.#met.add(name);
    if (this.#met.size !== before) this.#list = [...this.#met].sort();
    return this.#list;
  }
}
