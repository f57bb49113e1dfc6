// Runs the storm for longer: `deno task test:cluster --minutes 10 --workers 2`, again with `--seed N`.
import { parseArgs } from "node:util";
import { storm } from "./storm.ts";
import { print } from "../../../tools/terminal.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: {
    minutes: { type: "string", default: "1" },
    workers: { type: "string", default: "1" },
    processes: { type: "string", default: "3" },
    people: { type: "string", default: "60" },
    seed: { type: "string" },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
print(`seed ${seed}`);
try {
  const figures = await storm({
    seed,
    forMs: Number(values.minutes) * 60_000,
    processes: Number(values.processes),
    workers: Number(values.workers),
    people: Number(values.people),
  });
  print("Nothing was lost, doubled or reordered.");
  print(JSON.stringify(figures, null, 2));
  Deno.exit(0);
} catch (error) {
  print(error instanceof Error ? error.message : String(error));
  Deno.exit(1);
}
