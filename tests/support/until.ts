import { effect } from "@preact/signals";

/**
 * Resolves once `holds`, looked at again whenever a signal that it read changes; the milliseconds that
 * it took. Rejects with `what` (and what `explain` adds) when it does not hold within `withinMs`.
 */
export function until(
  what: string,
  withinMs: number,
  holds: () => boolean,
  explain: () => string = () => "",
): Promise<number> {
  const began = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const late = setTimeout(
    () => reject(new Error(`Not within ${withinMs} ms: ${what}. ${explain()}`)),
    withinMs,
  );
  const dispose = effect(() => {
    if (holds()) resolve(performance.now() - began);
  });
  return promise.finally(() => {
    clearTimeout(late);
    dispose();
  });
}
