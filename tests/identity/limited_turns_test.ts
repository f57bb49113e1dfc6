import { assert, assertEquals, assertRejects } from "@std/assert";
import { Crowded, LimitedTurns } from "../../lib/chat/limited_turns.ts";

Deno.test("turns - so many run at once, the next when one has ended, also by failing", async () => {
  const turns = new LimitedTurns({ atOnce: 2, waiting: 10 });
  const tasks = [0, 1, 2, 3].map(() => Promise.withResolvers<void>());
  const began: number[] = [];
  const runs = tasks.map(({ promise }, n) =>
    turns.run(() => {
      began.push(n);
      return promise;
    })
  );
  await Promise.resolve();
  assertEquals(began, [0, 1]);
  tasks[1]?.reject(new Error("failed"));
  await assertRejects(() => runs[1] as Promise<void>, Error, "failed");
  assertEquals(began, [0, 1, 2]);
  for (const { resolve } of tasks) resolve();
  await Promise.all([runs[0], runs[2], runs[3]]);
  assertEquals(began, [0, 1, 2, 3]);
});

Deno.test("turns - when the line is full, the next is turned away", async () => {
  const turns = new LimitedTurns({ atOnce: 1, waiting: 1 });
  const first = Promise.withResolvers<void>();
  const runs = [turns.run(() => first.promise), turns.run(() => Promise.resolve())];
  await assertRejects(() => turns.run(() => Promise.resolve()), Crowded);
  first.resolve();
  await Promise.all(runs);
  assert(await turns.run(() => Promise.resolve(true)));
});
