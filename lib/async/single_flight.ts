/**
 * Calls for one key share a load instead of each starting one. A call that comes while a load runs
 * gets the next load, which begins after the call: it never returns what was before the caller's own
 * write, and there is at most one load of a key at a time.
 */
export class SingleFlight<T> {
  readonly #running = new Map<string, { current: Promise<T>; next?: Promise<T> }>();

  /** Settles as the shared `load` does. A failed load is not kept: the next call loads anew. */
  run(key: string, load: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key);
    if (!running) return this.#start(key, load);
    const start = () => this.#start(key, load);
    return running.next ??= running.current.then(start, start);
  }

  #start(key: string, load: () => Promise<T>): Promise<T> {
    const running: { current: Promise<T>; next?: Promise<T> } = { current: load() };
    this.#running.set(key, running);
    const ended = () => {
      if (!running.next) this.#running.delete(key);
    };
    running.current.then(ended, ended);
    return running.current;
  }
}
