/** Runs tasks of one key one after the other, those of different keys concurrently. */
export class KeyedQueue {
  readonly #last = new Map<string, Promise<void>>();

  /** `failed` is told of each task that rejected, and must not throw. */
  constructor(private readonly failed: (key: string, error: unknown) => void) {}

  /** Resolves when the task has ended, also when it failed; then the next one runs. */
  run(key: string, task: () => Promise<void>): Promise<void> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const ended = before.then(task).catch((error) => this.failed(key, error)).then(() => {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    });
    this.#last.set(key, ended);
    return ended;
  }
}
