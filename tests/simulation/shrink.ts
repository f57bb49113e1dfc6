import type { Plan } from "./actions.ts";

/**
 * A smaller plan that still fails, by leaving out actions, half of them first, then fewer. `fails`
 * runs a plan; at most `tries` times.
 */
export async function shrink(
  plan: Plan,
  fails: (plan: Plan) => Promise<boolean>,
  tries = 100,
): Promise<Plan> {
  let best = plan;
  for (let size = Math.ceil(best.actions.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.actions.length && tries > 0;) {
      const actions = best.actions.toSpliced(at, size);
      tries--;
      if (await fails({ ...best, actions })) best = { ...best, actions };
      else at += size;
    }
  }
  return best;
}
