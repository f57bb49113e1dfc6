import { assert, assertEquals } from "@std/assert";
import { type Bug, BUGS } from "./bugs.ts";
import { FOUND } from "./found_plans.ts";
import { planOf } from "./plan.ts";
import { shrink } from "./shrink.ts";
import { simulate } from "./simulation.ts";

/** More run with `deno task simulate --seeds 100000`; a failing seed again with `--seed N`. */
const SEEDS = 400;
/** A deliberate bug that so many seeds do not show would be a blind simulator. */
const SEEDS_TO_FIND_A_BUG = 400;
/** Where the search begins for what few plans show. */
const FROM: Partial<Record<Bug, number>> = {
  "trust an old roster": 330,
  "show who is added what was said before": 97,
  "forget that a thread was marked as unread": 123,
};
/** A plan of so few actions may have none too many. */
const MINIMAL_ACTIONS = 6;

Deno.test("simulation - whatever dies, nothing is lost, doubled or reordered, and nobody is a ghost (D1–D4, P1)", async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const violations = await simulate(planOf(seed));
    assertEquals(violations, [], `deno task simulate --seed ${seed}`);
  }
});

for (const [what, plan] of Object.entries(FOUND)) {
  Deno.test(`simulation - holds where once ${what}`, async () => {
    assertEquals(await simulate(plan), []);
  });
}

Deno.test("simulation - a seed replays exactly", async () => {
  const trace = async () => {
    const heard: string[] = [];
    const violations = await simulate(planOf(7), undefined, (text) => heard.push(text));
    return { violations, heard };
  };
  const [first, second] = [await trace(), await trace()];
  assert(first.heard.length > 20, "frames were exchanged");
  assertEquals(first, second);
});

for (const bug of BUGS) {
  Deno.test(`simulation - finds the bug “${bug}”, and shrinks its plan`, async () => {
    const from = FROM[bug] ?? 1;
    const end = from + SEEDS_TO_FIND_A_BUG;
    let seed = from;
    while (seed < end && (await simulate(planOf(seed), bug)).length === 0) seed++;
    assert(seed < end, "it was not found");
    const plan = planOf(seed);
    const fails = async (smaller: typeof plan) => (await simulate(smaller, bug)).length > 0;
    const small = await shrink(plan, fails);
    const least = Math.max(MINIMAL_ACTIONS, plan.actions.length - 1);
    assert(small.actions.length <= least, "a smaller plan fails too");
    assert(await fails(small), "the shrunk plan replays");
  });
}
