import { assert, assertEquals, assertRejects } from "@std/assert";
import { QueueFull, Semaphore } from "../../lib/async/semaphore.ts";

Deno.test("semaphore - so many run at once, the next when one has ended, also by failing", async () => {
  const semaphore = new Semaphore({ concurrency: 2, maxQueued: 10 });
  const tasks = [0, 1, 2, 3].map(() => Promise.withResolvers<void>());
  const began: number[] = [];
  const runs = tasks.map(({ promise }, n) =>
    semaphore.run(() => {
      began.push(n);
      return promise;
    })
  );
  await settle();
  assertEquals(began, [0, 1]);
  tasks[1]?.reject(new Error("failed"));
  await assertRejects(() => runs[1] as Promise<void>, Error, "failed");
  await settle();
  assertEquals(began, [0, 1, 2]);
  for (const { resolve } of tasks) resolve();
  await Promise.all([runs[0], runs[2], runs[3]]);
  assertEquals(began, [0, 1, 2, 3]);
});

Deno.test("semaphore - when the queue is full, the next is refused", async () => {
  const semaphore = new Semaphore({ concurrency: 1, maxQueued: 1 });
  const first = Promise.withResolvers<void>();
  const runs = [semaphore.run(() => first.promise), semaphore.run(() => Promise.resolve())];
  await assertRejects(() => semaphore.run(() => Promise.resolve()), QueueFull);
  first.resolve();
  await Promise.all(runs);
  assert(await semaphore.run(() => Promise.resolve(true)));
});

/** Lets all promises that are resolved already run their reactions. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
