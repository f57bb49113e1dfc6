// Runs the simulator: `deno task simulate --seeds 100000`, or one seed again: `--seed 4711`.
import { parseArgs } from "node:util";
import { simulate } from "./simulation.ts";
import { planOf } from "./plan.ts";
import { shrink } from "./shrink.ts";
import { print } from "../../tools/terminal.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
  },
});
const from = Number(values.seed ?? values.from);
const count = values.seed ? 1 : Number(values.seeds);
const started = performance.now();
for (let seed = from; seed < from + count; seed++) {
  const violations = await simulate(planOf(seed));
  if (violations.length > 0) await explain(seed, violations);
  if ((seed - from + 1) % 100 === 0) print(`${seed - from + 1} seeds`);
}
const seconds = (performance.now() - started) / 1000;
print(`${count} seeds, nothing violated, ${seconds.toFixed(1)} s`);

async function explain(seed: number, violations: string[]): Promise<never> {
  print(`Seed ${seed} violates:\n  ${violations.join("\n  ")}`);
  print("Shrinking …");
  const plan = await shrink(planOf(seed), async (plan) => (await simulate(plan)).length > 0);
  print(JSON.stringify(plan, null, 1));
  print((await simulate(plan)).join("\n"));
  Deno.exit(1);
}
