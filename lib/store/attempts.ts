// How often something was done lately, counted for all instances together.
import type { Clock, Random } from "../world/world.ts";
import { createAddresses } from "./addresses.ts";
import { keys } from "./keys.ts";
import type { Kv } from "./kv.ts";

/** At most `count` times in any `windowMs` milliseconds. */
export interface Allowance {
  count: number;
  windowMs: number;
}

/** Counts what may be tried only so often, for all instances together. */
export interface Attempts {
  /**
   * Counts one more `what` by `who`, if it may be. 0 when it may; else the milliseconds until it may.
   */
  take(what: string, who: string, allowance: Allowance): Promise<number>;
}

/** Times, in milliseconds UTC, ascending: each counts until the window has moved past it. */
interface Lately {
  times: number[];
}

/** Tries of a checked write. Each failure means that somebody else's attempt was counted. */
const MAX_TRIES = 10;
/** What one waits where so many try at once that counting itself does not succeed. */
const CROWDED_MS = 1_000;

/**
 * Counts in `kv` by checked writes: a sum could count twice what was done once. Whom it counts stands
 * there as a salted hash: addresses, and the names that people try.
 */
export function createAttempts(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
): Attempts {
  const hashOf = createAddresses({ kv, random });
  return {
    async take(what, who, { count, windowMs }) {
      const key = keys.attempts(what, await hashOf(who) ?? who);
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const { value, versionstamp } = await kv.get<Lately>(key);
        const now = clock.now();
        const times = (value?.times ?? []).filter((time) => time > now - windowMs);
        const oldest = times[times.length - count];
        if (oldest !== undefined) return oldest + windowMs - now;
        const lately: Lately = { times: [...times, now] };
        const { ok } = await kv.commit(
          [{ key, versionstamp }],
          [{ type: "set", key, value: lately, expireIn: windowMs }],
        );
        if (ok) return 0;
      }
      return CROWDED_MS;
    },
  };
}

/** No limits at all: PALABRE_RATES=off. */
export const unlimitedAttempts: Attempts = { take: () => Promise.resolve(0) };
