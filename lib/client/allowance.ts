import type { Rate } from "../protocol/limits.ts";
import type { Clock } from "../world/world.ts";

/** The sender's picture of the server's token bucket: what may go without being refused. */
export class Allowance {
  #left = 0;
  #countedAt = -Infinity;

  constructor(readonly clock: Clock, readonly rate: () => Rate) {}

  /** Sends that the server will take now. */
  get left(): number {
    const { burst, everyMs } = this.rate();
    const now = this.clock.now();
    this.#left = Math.min(burst, this.#left + (now - this.#countedAt) / everyMs);
    this.#countedAt = now;
    return Math.floor(this.#left);
  }

  spend(): void {
    this.#left = Math.max(0, this.#left - 1);
  }
}
