import { tooFast } from "../protocol/errors.ts";
import type { Allowance, Attempts } from "../store/people/attempt_limits.ts";

/**
 * Counts one more attempt of `who` at `what`, for all instances together. Throws `too-fast` where
 * there were more than allowed.
 */
export async function limitAttempts(
  attempts: Attempts,
  what: string,
  who: string,
  allowance: Allowance,
): Promise<void> {
  const waitMs = await attempts.take(what, who, allowance);
  if (waitMs > 0) throw tooFast(waitMs);
}
