/** A semaphore's queue is full: the task was not run. */
export class QueueFull extends Error {
  override readonly name = "QueueFull";
}

/** Of a queue whose front was taken, this much is kept before it is cut off. */
const TAKEN_KEPT = 1024;

/** Runs at most `concurrency` tasks at once, in order; at most `maxQueued` more wait. */
export class Semaphore {
  readonly #limits: { concurrency: number; maxQueued: number };
  #running = 0;
  #waiting: Array<() => void> = [];
  /** Who of them is next: those before were taken. */
  #next = 0;

  constructor(limits: { concurrency: number; maxQueued: number }) {
    this.#limits = limits;
  }

  /** Settles as `task` does, or rejects with `QueueFull`. A free place is taken at once. */
  run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running < this.#limits.concurrency) {
      this.#running++;
      return this.#hold(task);
    }
    if (this.#waiting.length - this.#next >= this.#limits.maxQueued) {
      return Promise.reject(new QueueFull("Too many tasks wait"));
    }
    return new Promise<void>((begin) => this.#waiting.push(begin)).then(() => this.#hold(task));
  }

  /** Runs a task in a place that was taken for it, and gives the place on. */
  async #hold<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } finally {
      this.#pass();
    }
  }

  #pass(): void {
    const begin = this.#waiting[this.#next];
    if (begin === undefined) {
      this.#running--;
      return;
    }
    this.#next++;
    if (this.#next === this.#waiting.length || this.#next === TAKEN_KEPT) {
      this.#waiting = this.#waiting.slice(this.#next);
      this.#next = 0;
    }
    begin();
  }
}
