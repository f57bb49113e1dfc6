import type { Random } from "../runtime/clock.ts";

/** A person does not notice half a second; less would let a fleet come back at once. */
export const BACKOFF_MIN_MS = 500;
/** Longer than this, people reload the page. */
export const BACKOFF_MAX_MS = 30_000;

/** How long to wait after the `attempt`th failure (from 1): full jitter under a doubling ceiling. */
export function backoffMs(attempt: number, random: Random): number {
  const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** attempt);
  return BACKOFF_MIN_MS + random.fraction() * (ceiling - BACKOFF_MIN_MS);
}
