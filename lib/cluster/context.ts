import type { Kv } from "../kv/kv.ts";
import { Unavailable } from "../kv/kv.ts";
import type { Logger } from "../runtime/logger.ts";
import { type Clock, type Random, sleep } from "../runtime/clock.ts";
import type { InstanceId } from "./bus.ts";

/** What every part of an instance's link to the others uses. */
export interface ClusterContext {
  me: InstanceId;
  kv: Kv;
  clock: Clock;
  random: Random;
  logger: Logger;
  /** Aborted when the instance's link is over: nothing is retried after that. */
  ended: AbortSignal;
}

const FIRST_RETRY_MS = 50;
/** A store that is back is noticed within this. */
const LAST_RETRY_MS = 1_000;

/**
 * Runs `attempt` until it returns something, with growing, jittered pauses between tries.
 * Throws `Unavailable` once the link is over; errors are reported and tried again.
 */
export async function persist<T extends NonNullable<unknown>>(
  context: ClusterContext,
  what: string,
  attempt: () => Promise<T | undefined>,
): Promise<T> {
  for (let failures = 0; !context.ended.aborted; failures++) {
    try {
      const result = await attempt();
      if (result !== undefined) return result;
    } catch (error) {
      reportUnlessUnavailable(context, what, error);
    }
    await sleep(context.clock, retryMs(failures, context.random), context.ended);
  }
  throw new Unavailable("The link between instances is closed");
}

/** Milliseconds to wait after so many failures: doubling, with jitter. */
export function retryMs(failures: number, random: Random): number {
  return Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS) * (0.5 + random.fraction());
}

/** Reports what is not `Unavailable`: an absent store is expected, and /healthz shows it. */
export function reportUnlessUnavailable(
  context: ClusterContext,
  what: string,
  error: unknown,
): void {
  if (!(error instanceof Unavailable || context.ended.aborted)) context.logger.error(what, error);
}

/** Resolves when the link ends. */
export function whenEnded({ ended }: ClusterContext): Promise<void> {
  if (ended.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    ended.addEventListener("abort", () => resolve(), { once: true });
  });
}
