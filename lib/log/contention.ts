import type { Random } from "../runtime/clock.ts";
import type { Lane } from "./lane.ts";

/** Weight of the last commit in the moving average of their durations. */
const SMOOTHING = 0.2;
/** Lost races in a row after which a lane waits no longer than before. */
const MAX_RACES = 8;

/**
 * Lets instances that append to the same conversation take turns. The one that committed has the head
 * in memory and could go on at once, while the others must read first and would always lose. So the
 * winner of a race waits for about as long as another needs to read and commit.
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
   * together as succeeded lately.
   */
  choose(ready: readonly Lane[], maxChecks: number, now: number): Lane[] {
    const first = ready[0];
    if (!first) return [];
    const contended = first.isContended(now);
    const most = contended ? Math.min(this.#together, maxChecks) : maxChecks;
    const alike: Lane[] = [];
    for (const lane of ready) {
      if (alike.length === most) break; // more than it checks never fit into one commit
      if (lane.isContended(now) === contended) alike.push(lane);
    }
    return alike;
  }

  /** Records how long a commit of these lanes took, and whether it succeeded. */
  learn(lanes: Iterable<Lane>, now: number, tookMs: number, won: boolean): void {
    this.#commitMs += SMOOTHING * (Math.max(1, tookMs) - this.#commitMs);
    if (!isAnyContended(lanes, now)) return;
    this.#together = won ? this.#together + 1 : Math.max(1, Math.floor(this.#together / 2));
  }

  /** Milliseconds that a contended lane waits after a commit: random, about a read and a commit. */
  restMs(): number {
    return this.#random.fraction() * 4 * this.#commitMs;
  }

  /** Milliseconds that a lane waits before it reads again, after so many lost races in a row. */
  retryMs(races: number): number {
    if (races < 2) return 0;
    return this.#random.fraction() * this.#commitMs * Math.min(races, MAX_RACES);
  }
}

function isAnyContended(lanes: Iterable<Lane>, now: number): boolean {
  for (const lane of lanes) if (lane.isContended(now)) return true;
  return false;
}
