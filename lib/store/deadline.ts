import type { Clock } from "../world/world.ts";
import { Unavailable } from "./kv.ts";

/** Settles as `promise` does, or rejects with `Unavailable` after `ms`: it may still be carried out. */
export function within<T>(clock: Clock, ms: number, what: string, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(
      ms,
      () => reject(new Unavailable(`The store did not answer (${what}) within ${ms} ms`)),
    );
    promise.then(resolve, reject).finally(() => timer.cancel());
  });
}

/** Resolves after `ms`, or at once when `signal` aborts. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      timer.cancel();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = clock.after(ms, done);
    signal.addEventListener("abort", done, { once: true });
  });
}
