import type { Random } from "../../world/world.ts";
import type { Lane } from "./lane.ts";

/** How much of the measured time of commits the last one makes up. */
const SMOOTHING = 0.2;
/** Lost races in a row after which a lane's waits grow no longer. */
const MAX_RACES = 8;

/**
 * How instances that append to the same conversations keep out of each other's way. Who commits keeps
 * the head in memory and can go on at once; the others must read first and would never get in. So
 * the winner of a race rests for about as long as a rival needs.
 */
export class Contention {
  readonly #random: Random;
  #commitMs = 1;
  #together = 1;

  constructor(random: Random) {
    this.#random = random;
  }

  /**
   * Which of the lanes go into one commit. A lane that another instance writes to fails the commit of
   * all that are in it, so contended lanes never travel with calm ones, and only as many of them
   * together as lately went well.
   */
  choose(ready: readonly Lane[], maxChecks: number, now: number): Lane[] {
    const first = ready[0];
    if (!first) return [];
    const contended = first.isContended(now);
    const alike = ready.filter((lane) => lane.isContended(now) === contended);
    return contended ? alike.slice(0, Math.min(this.#together, maxChecks)) : alike;
  }

  /** A commit of these lanes took so long, and went well or was lost to a rival. */
  learn(lanes: Iterable<Lane>, now: number, tookMs: number, won: boolean): void {
    this.#commitMs += SMOOTHING * (Math.max(1, tookMs) - this.#commitMs);
    if (![...lanes].some((lane) => lane.isContended(now))) return;
    this.#together = won ? this.#together + 1 : Math.max(1, Math.floor(this.#together / 2));
  }

  /** How long a contended lane rests after a commit: by chance, about a rival's read and commit. */
  restMs(): number {
    return this.#random.fraction() * 4 * this.#commitMs;
  }

  /** How long a lane that lost so many races in a row waits before it reads again. */
  retryMs(races: number): number {
    if (races < 2) return 0;
    return this.#random.fraction() * this.#commitMs * Math.min(races, MAX_RACES);
  }
}
