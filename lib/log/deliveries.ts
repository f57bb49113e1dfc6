import { microtasks } from "../async/microtasks.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Committed, OnCommitted } from "./log.ts";

/**
 * Microtasks between an acknowledgement and `onCommitted`: enough for a caller's `await append(…)`,
 * some functions deep, to send its reply first. `acknowledge` does not depend on this.
 */
const REPLY_MICROTASKS = 8;

/** What was committed and not yet given to `onCommitted`, in order. */
export class Deliveries {
  readonly #onCommitted: OnCommitted;
  readonly #logger: Logger;
  #pending: Committed[] = [];

  constructor(onCommitted: OnCommitted, logger: Logger) {
    this.#onCommitted = onCommitted;
    this.#logger = logger;
  }

  get isEmpty(): boolean {
    return this.#pending.length === 0;
  }

  add(committed: Committed): void {
    this.#pending.push(committed);
  }

  /** Gives everything to `onCommitted`; what it throws is logged. */
  deliver(): void {
    const committed = this.#pending;
    if (committed.length === 0) return;
    this.#pending = [];
    try {
      this.#onCommitted(committed);
    } catch (error) {
      this.#logger.error("A commit's listener threw", error);
    }
  }
}

/** Resolves when those who were just acknowledged had the chance to send their replies. */
export function repliesSent(): Promise<void> {
  return microtasks(REPLY_MICROTASKS);
}
