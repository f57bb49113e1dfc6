import type { MemoryKv } from "../support/memory_kv.ts";
import type { Plan } from "./actions.ts";
import { Simulation } from "./simulation.ts";

/** Runs one plan, and gives the store that it leaves: a community with all that people do in one. */
export async function simulatedStore(plan: Plan): Promise<MemoryKv> {
  const simulation = new Simulation(plan, undefined, () => {});
  const violations = await simulation.run();
  if (violations.length > 0) throw new Error(violations.join("\n"));
  return simulation.store;
}
