import type { Report } from "../../world/report.ts";
import type { Committed, OnCommitted } from "../conversation_log.ts";

/**
 * Turns of the microtask queue between an acknowledgement and `onCommitted`: enough for a caller's
 * `await append(…)`, some functions deep, to send its reply first. `acknowledge` is the sure way.
 */
const REPLY_TURNS = 8;

/** What was committed and is still to be told to `onCommitted`, in order. */
export class Deliveries {
  readonly #onCommitted: OnCommitted;
  readonly #report: Report;
  #untold: Committed[] = [];

  constructor(onCommitted: OnCommitted, report: Report) {
    this.#onCommitted = onCommitted;
    this.#report = report;
  }

  get isEmpty(): boolean {
    return this.#untold.length === 0;
  }

  add(committed: Committed): void {
    this.#untold.push(committed);
  }

  tell(): void {
    const committed = this.#untold;
    if (committed.length === 0) return;
    this.#untold = [];
    try {
      this.#onCommitted(committed);
    } catch (error) {
      this.#report("What follows a commit threw", error);
    }
  }
}

/** Resolves when those who were just acknowledged have had their chance to reply. */
export function replied(): Promise<void> {
  return turns(REPLY_TURNS);
}

/** Resolves after so many turns of the microtask queue. */
export async function turns(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await undefined;
}
