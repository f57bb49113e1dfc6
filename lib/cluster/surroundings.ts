import type { Kv } from "../store/kv.ts";
import { Unavailable } from "../store/kv.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Random } from "../world/world.ts";
import type { InstanceId } from "./bus.ts";

/** What every part of an instance's link to the others works with. */
export interface Surroundings {
  me: InstanceId;
  kv: Kv;
  clock: Clock;
  random: Random;
  report: Report;
  /** Aborted when the instance's link is over: nothing is retried after that. */
  ended: AbortSignal;
}

const FIRST_RETRY_MS = 50;
/** A store that is back is noticed within this. */
const LAST_RETRY_MS = 1_000;

/**
 * Runs `attempt` until it gives something, with growing, jittered pauses between.
 * Throws `Unavailable` once the link is over; errors are reported and tried again.
 */
export async function persist<T extends NonNullable<unknown>>(
  around: Surroundings,
  what: string,
  attempt: () => Promise<T | undefined>,
): Promise<T> {
  for (let failures = 0; !around.ended.aborted; failures++) {
    try {
      const result = await attempt();
      if (result !== undefined) return result;
    } catch (error) {
      reportUnlessUnavailable(around, what, error);
    }
    await pause(around, retryMs(failures, around.random));
  }
  throw new Unavailable("The link between instances is closed");
}

/** How long to wait after so many failures before: doubling, with jitter, in milliseconds. */
export function retryMs(failures: number, random: Random): number {
  return Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS) * (0.5 + random.fraction());
}

/** A store that is away is expected and shows on /healthz; anything else is worth a line. */
export function reportUnlessUnavailable(around: Surroundings, what: string, error: unknown): void {
  if (!(error instanceof Unavailable || around.ended.aborted)) around.report(what, error);
}

/** Resolves after `ms` milliseconds, or at once when the link ends. */
export function pause({ clock, ended }: Surroundings, ms: number): Promise<void> {
  if (ended.aborted) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = clock.after(ms, done);
  ended.addEventListener("abort", done, { once: true });
  function done() {
    timer.cancel();
    ended.removeEventListener("abort", done);
    resolve();
  }
  return promise;
}

/** Resolves when the link ends. */
export function ending({ ended }: Surroundings): Promise<void> {
  if (ended.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    ended.addEventListener("abort", () => resolve(), { once: true });
  });
}
