import { SeededRandom } from "../support/seeded_random.ts";
import { type Action, type Plan, step, type Weather } from "./actions.ts";
import { groupPlan, movePlan } from "./moving_plans.ts";
import {
  changePlan,
  crossing,
  crossingPlan,
  newcomerPlan,
  rushPlan,
  schedulePlan,
  threadPlan,
  vanishPlan,
  wanderPlan,
} from "./special_plans.ts";

/** The plan of a seed: the same seed gives the same plan. */
export function planOf(seed: number): Plan {
  const random = new SeededRandom(seed);
  if (seed % 32 === 1) return movePlan(seed, random, action);
  if (seed % 32 === 14) return groupPlan(seed, random, action);
  if (seed % 16 === 5) return schedulePlan(seed, random);
  if (seed % 16 === 9) return changePlan(seed, random);
  if (seed % 16 === 3) return vanishPlan(seed, random);
  if (seed % 16 === 11) return threadPlan(seed, random);
  if (seed % 32 === 17) return rushPlan(seed, random);
  if (seed % 16 === 13) return wanderPlan(seed, random);
  if (random.below(4) === 0) return crossingPlan(seed, random);
  if (seed % 8 === 7) return newcomerPlan(seed, random);
  const plan: Plan = {
    seed,
    instances: 1 + random.below(3),
    clients: 2 + random.below(3),
    actions: [],
  };
  const count = 15 + random.below(35);
  while (plan.actions.length < count) plan.actions.push(step(action(random), random));
  // What is missed last is not repaired by what comes after it.
  for (let n = random.below(3); n > 0; n--) plan.actions.push(step(crossing(random), random));
  return plan;
}

const WEATHERS: Weather[] = ["slow", "failing", "lying", "hanging", "cut-off", "silent"];

/** How often each thing happens, in parts of the sum of all. */
const CHANCES: ReadonlyArray<readonly [number, (random: SeededRandom) => Action]> = [
  [20, (random) => ({ do: "send", ...placeIn(random) })],
  [8, (random) => ({ do: "burst", ...placeIn(random), count: 2 + random.below(12) })],
  [4, (random) => {
    const whom = random.below(3) ? random.below(8) : "room";
    return { do: "call", ...placeIn(random), whom };
  }],
  [2, (random) => ({ do: "draft", ...placeIn(random) })],
  [7, (random) => {
    const alsoInRoom = random.below(3) === 0;
    return { do: "reply", ...placeIn(random), nth: random.below(3), alsoInRoom };
  }],
  [3, (random) => ({ do: "read-thread", ...placeIn(random), nth: random.below(3) })],
  [2, (random) => {
    return { do: "follow", ...placeIn(random), nth: random.below(3), on: random.below(2) > 0 };
  }],
  [5, (random) => {
    const emoji = random.below(2) ? "🌳" : "🎉";
    const on = random.below(3) > 0;
    return { do: "react", ...placeIn(random), nth: random.below(3), emoji, on };
  }],
  [2, (random) => {
    return { do: "pin", ...placeIn(random), nth: random.below(3), on: random.below(3) > 0 };
  }],
  [2, (random) => ({ do: "delete", ...placeIn(random), nth: random.below(4) })],
  [3, (random) => ({ do: "edit", ...placeIn(random), nth: random.below(4) })],
  [4, (random) => ({ do: "read", ...placeIn(random) })],
  [2, (random) => {
    const options = Array.from({ length: random.below(3) }, () => random.below(3));
    return { do: "vote", client: random.below(8), poll: random.below(2), options };
  }],
  [8, (random) => {
    return { do: "cut", client: random.below(8), how: random.below(2) ? "seen" : "unseen" };
  }],
  [4, (random) => ({ do: "reload", client: random.below(8) })],
  [2, (random) => ({ do: "go", client: random.below(8) })],
  [3, (random) => ({ do: "wander", client: random.below(8), back: random.below(3) > 0 })],
  [3, (random) => {
    const client = random.below(8);
    return { do: "gather", client, guest: client + 1 };
  }],
  [4, (random) => ({ do: "crash", instance: random.below(8) })],
  [1, (random) => ({ do: "rush", instance: random.below(8), afterMs: random.below(120) })],
  [2, (random) => ({ do: "shut-down", instance: random.below(8) })],
  [4, () => ({ do: "start" })],
  [10, (random) => {
    const weather = WEATHERS[random.below(WEATHERS.length)] as Weather;
    return {
      do: "weather",
      instance: random.below(8),
      weather,
      forMs: 200 + random.below(8_000),
    };
  }],
  [4, (random) => ({ do: "bus-storm", forMs: 200 + random.below(6_000) })],
  [2, crossing],
  [2, (random) => ({ do: "schedule", ...later(random) })],
  [1, (random) => ({ do: "remind", ...later(random) })],
  [2, (random) => ({ do: "wait", ms: random.below(10) ? random.below(400) : random.below(6_000) })],
];
const SUM = CHANCES.reduce((sum, [chance]) => sum + chance, 0);

function action(random: SeededRandom): Action {
  let roll = random.below(SUM);
  for (const [chance, make] of CHANCES) {
    if (roll < chance) return make(random);
    roll -= chance;
  }
  return { do: "start" };
}

function placeIn(random: SeededRandom) {
  return { client: random.below(8), conversation: random.below(3) };
}

function later(random: SeededRandom) {
  const then = (["move", "take-back"] as const)[random.below(6)] ?? "wait" as const;
  return { instance: random.below(8), inMs: 1 + random.below(12_000), then };
}
