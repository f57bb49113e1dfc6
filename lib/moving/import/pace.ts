import type { Kv } from "../../kv/kv.ts";
import { type Clock, sleep } from "../../runtime/clock.ts";

/**
 * It rests for so many times as long as a commit took: whoever finds the file locked tries again after a
 * while, and must seldom find it locked twice.
 */
const RESTS = 3;
/** The longest rest, in milliseconds: a commit that had to wait itself says little. */
const LONGEST_REST_MS = 1_000;

/** A store whose commits leave others their turn: each resolves after a rest that is longer than it. */
export function withPace(kv: Kv, clock: Clock): Kv {
  return {
    ...{ maxChecks: kv.maxChecks, close: () => kv.close() },
    get: (key) => kv.get(key),
    getMany: (wanted) => kv.getMany(wanted),
    list: (range, options) => kv.list(range, options),
    watch: (key, changed, signal) => kv.watch(key, changed, signal),
    async commit(checks, mutations) {
      const began = clock.elapsed();
      const result = await kv.commit(checks, mutations);
      const tookMs = clock.elapsed() - began;
      if (tookMs > 0) await sleep(clock, Math.min(LONGEST_REST_MS, RESTS * tookMs));
      return result;
    },
  };
}
