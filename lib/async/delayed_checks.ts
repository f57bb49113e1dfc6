import type { Clock, Timer } from "../runtime/clock.ts";

/** A commit without an answer may be applied late: check 15 s, 1 min and 5 min after it. */
const LATE_COMMIT_DELAYS_MS = [15_000, 45_000, 240_000];

/** Repeats a check several times after a suspicion, for changes that nothing announces. */
export class DelayedChecks {
  /** The delays that follow the one under way. */
  #remaining: number[] = [];
  #delayMs: number | undefined;
  #timer: Timer | undefined;

  /** `check` must not throw. `delaysMs`: from the suspicion to the first check, then between checks. */
  constructor(
    private readonly clock: Clock,
    private readonly check: () => void,
    private delaysMs: readonly number[] = LATE_COMMIT_DELAYS_MS,
  ) {}

  /** Starts the series anew, without putting off a first check that is already due. */
  schedule(): void {
    const [firstMs] = this.delaysMs;
    this.#remaining = [...this.delaysMs];
    if (firstMs === this.#delayMs) return;
    this.#timer?.cancel();
    this.#next();
  }

  /** Ends the series; nothing can be scheduled afterwards. */
  cancel(): void {
    this.delaysMs = this.#remaining = [];
    this.#timer?.cancel();
  }

  #next(): void {
    this.#delayMs = this.#remaining.shift();
    if (this.#delayMs === undefined) return;
    this.#timer = this.clock.after(this.#delayMs, () => {
      this.check();
      this.#next();
    });
  }
}
