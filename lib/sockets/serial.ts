import { Unavailable } from "../store/kv.ts";
import type { Report } from "../world/report.ts";

/** Runs tasks of one key one after the other, those of different keys beside each other. */
export class Serial {
  readonly #last = new Map<string, Promise<void>>();

  constructor(
    private readonly report: Report,
    /** Told of each task that failed because the store did not answer. */
    private readonly doubted: () => void,
  ) {}

  /** Never rejects: a task that fails is told, and the next one runs. */
  run(key: string, task: () => Promise<void>): Promise<void> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(task).catch((error) => {
      if (error instanceof Unavailable) this.doubted();
      else this.report(`${key} failed`, error);
    }).then(
      () => {
        if (this.#last.get(key) === mine) this.#last.delete(key);
      },
    );
    this.#last.set(key, mine);
    return mine;
  }
}
