import type { BrowserContext, Page } from "playwright-core";

/**
 * From its next page on, what a browser puts off by exactly `ms` waits for `release`: what passes by
 * itself is still there for a test that looks late. Returns `release`, for one page at a time.
 */
export async function holdTimers(
  context: BrowserContext,
  ms: number,
): Promise<(page: Page) => Promise<void>> {
  await context.addInitScript((ms) => {
    const { setTimeout, clearTimeout } = globalThis;
    type Id = ReturnType<typeof setTimeout>;
    const held = new Map<Id, () => void>();
    const later = (run: () => void, after?: number) => {
      const id = setTimeout(run, after === ms ? 2 ** 31 - 1 : after);
      if (after === ms) held.set(id, run);
      return id;
    };
    const cancel = (id: Id) => {
      held.delete(id);
      clearTimeout(id);
    };
    const release = () => {
      for (const [id, run] of held) {
        cancel(id);
        run();
      }
    };
    Object.assign(globalThis, { setTimeout: later, clearTimeout: cancel, release });
  }, ms);
  return (page) => page.evaluate(() => Reflect.get(globalThis, "release")());
}
