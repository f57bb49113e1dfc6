import { assert } from "@std/assert";
import { HAND_MS } from "./mishaps.ts";
import { storm } from "./storm.ts";

Deno.test("cluster - three processes, sixty people, and whatever dies: nothing lost, doubled or reordered (D1–D5, D7, P1, P2)", async () => {
  const seed = Number(Deno.env.get("PALABRE_SEED")) || Math.floor(Math.random() * 2 ** 31);
  // With the start and the rest after it, the test stays under 90 s.
  const options = { seed, forMs: HAND_MS, processes: 3, workers: 1, people: 60 };
  const figures = await storm(options);
  // deno-lint-ignore no-console -- the figures are part of the result
  console.log(`seed ${seed}`, figures);
  assert(figures.messages > 100 && figures.acknowledged > 100, "people talked");
  assert(figures.gone > 0, "some of it was deleted");
  assert(figures.killed > 0 && figures.storeStops > 0 && figures.reconnects > 0, "it stormed");
});
