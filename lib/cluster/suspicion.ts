import type { Timer } from "../world/world.ts";
import type { Surroundings } from "./surroundings.ts";
import { SUSPICION_MS } from "./timing.ts";

/** Raises that hints may have been missed: at once, and then at most once in `SUSPICION_MS`. */
export class Suspicion {
  readonly #around: Surroundings;
  readonly #listeners: Array<() => void> = [];
  #resting: Timer | undefined;
  #again = false;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  listen(suspect: () => void): void {
    this.#listeners.push(suspect);
  }

  raise(): void {
    if (this.#around.ended.aborted) return;
    if (this.#resting) this.#again = true;
    else this.#tell();
  }

  stop(): void {
    this.#resting?.cancel();
  }

  #tell(): void {
    this.#again = false;
    this.#resting = this.#around.clock.after(SUSPICION_MS, () => {
      this.#resting = undefined;
      if (this.#again) this.raise();
    });
    for (const suspect of this.#listeners) {
      try {
        suspect();
      } catch (error) {
        this.#around.report("cluster: a suspicion's listener threw", error);
      }
    }
  }
}
