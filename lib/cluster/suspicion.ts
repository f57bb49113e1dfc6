import type { Timer } from "../runtime/clock.ts";
import type { ClusterContext } from "./context.ts";
import { FIRST_SUSPICION_REST_MS, LONGEST_SUSPICION_REST_MS } from "./timing.ts";

/**
 * Tells that hints may have been missed: at once, then at most once in a while that doubles from 200 ms
 * to 1 s for as long as more are raised. A suspicion makes others read, and a store that is busy with
 * that must not raise the next ones.
 */
export class Suspicion {
  readonly #listeners: Array<() => void> = [];
  #resting: Timer | undefined;
  #again = false;

  constructor(private readonly context: ClusterContext) {}

  listen(suspect: () => void): void {
    this.#listeners.push(suspect);
  }

  raise(): void {
    if (this.context.ended.aborted) return;
    if (this.#resting) this.#again = true;
    else this.#tell(FIRST_SUSPICION_REST_MS);
  }

  stop(): void {
    this.#resting?.cancel();
  }

  #tell(restMs: number): void {
    this.#again = false;
    this.#resting = this.context.clock.after(restMs, () => {
      this.#resting = undefined;
      if (this.#again) this.#tell(Math.min(2 * restMs, LONGEST_SUSPICION_REST_MS));
    });
    for (const suspect of this.#listeners) {
      try {
        suspect();
      } catch (error) {
        this.context.logger.error("cluster: a suspicion's listener threw", error);
      }
    }
  }
}
