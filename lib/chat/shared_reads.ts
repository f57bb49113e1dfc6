/**
 * Whoever asks for the same while it is being read shares the next read. That one begins after each
 * of them asked, so nobody is given what was before their own write; and however often something
 * large is asked for, it is read once at a time.
 */
export class SharedReads<T> {
  readonly #running = new Map<string, { current: Promise<T>; next?: Promise<T> }>();

  /** What `load` gives for `key`. Rejects as it does; then the next asks anew. */
  read(key: string, load: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key);
    if (!running) return this.#begin(key, load);
    const begin = () => this.#begin(key, load);
    return running.next ??= running.current.then(begin, begin);
  }

  #begin(key: string, load: () => Promise<T>): Promise<T> {
    const running: { current: Promise<T>; next?: Promise<T> } = { current: load() };
    this.#running.set(key, running);
    const end = () => {
      if (!running.next) this.#running.delete(key);
    };
    running.current.then(end, end);
    return running.current;
  }
}
