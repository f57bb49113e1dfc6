import { SeededRandom } from "../support/seeded_random.ts";

/** What the store does to one instance for a while. */
export type Weather = "slow" | "crawling" | "failing" | "lying" | "hanging" | "cut-off" | "silent";

/** One thing that happens. Instances and clients are named by number, modulo how many there are. */
export type Action =
  | { do: "send"; client: number; conversation: number }
  | { do: "burst"; client: number; conversation: number; count: number }
  /** The client's connection is cut: both ends see it at once, or neither for a while. */
  | { do: "cut"; client: number; how: "seen" | "unseen" }
  /** The page is reloaded, or opened again: a new model over the same outbox. */
  | { do: "reload"; client: number }
  /** The page is closed. */
  | { do: "go"; client: number }
  /** Somebody leaves a room, and maybe joins it again before that is answered. */
  | { do: "wander"; client: number; back: boolean }
  /** Somebody deletes one of their messages, the `nth` from the end. */
  | { do: "delete"; client: number; conversation: number; nth: number }
  /** Somebody moves to another instance while another writes through one whose store is slow. */
  | { do: "crossing"; client: number; writer: number; conversation: number; afterMs: number }
  /** Somebody makes a private room and invites another. */
  | { do: "gather"; client: number; guest: number }
  | { do: "read"; client: number; conversation: number }
  | { do: "crash"; instance: number }
  /** A clean shutdown (D7). */
  | { do: "shut-down"; instance: number }
  | { do: "start" }
  | { do: "weather"; instance: number; weather: Weather; forMs: number }
  /** Channel messages are lost, doubled and reordered for a while. */
  | { do: "bus-storm"; forMs: number }
  | { do: "wait"; ms: number };

/** An action, and how long after it the next comes: in the plan, so that leaving one out moves none. */
export type Step = Action & { thenMs: number };

export interface Plan {
  seed: number;
  instances: number;
  clients: number;
  actions: Step[];
}

/** The plan of a seed: the same seed gives the same plan. */
export function planOf(seed: number): Plan {
  const random = new SeededRandom(seed);
  if (random.below(4) === 0) return crossingPlan(seed, random);
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

/**
 * Nothing but a move at the moment of a write, after a rest: what is missed then, no later message,
 * departure or suspicion repairs.
 */
function crossingPlan(seed: number, random: SeededRandom): Plan {
  const client = random.below(2);
  const writer = 1 - client;
  const conversation = 2;
  const actions: Action[] = [
    { do: "send", client: writer, conversation },
    { do: "wait", ms: 5_500 + random.below(1_000) },
    { do: "send", client: writer, conversation },
    { do: "wait", ms: 1_000 },
    { do: "crossing", client, writer, conversation, afterMs: random.below(500) },
  ];
  return { seed, instances: 3, clients: 2, actions: actions.map((one) => step(one, random)) };
}

function step(action: Action, random: SeededRandom): Step {
  switch (action.do) {
    case "wait":
      return { ...action, thenMs: action.ms };
    case "crossing": // nothing comes in between, and calm only after it
      return { ...action, thenMs: action.afterMs + 5_000 };
    default:
      return { ...action, thenMs: random.below(40) };
  }
}

function crossing(random: SeededRandom): Action {
  const client = random.below(8);
  const writer = client + 1 + random.below(2);
  const conversation = random.below(4) ? 2 : random.below(2);
  return { do: "crossing", client, writer, conversation, afterMs: random.below(500) };
}

function action(random: SeededRandom): Action {
  const client = random.below(8);
  const instance = random.below(8);
  const conversation = random.below(3);
  const roll = random.below(100);
  if (roll < 34) return { do: "send", client, conversation };
  if (roll < 42) return { do: "burst", client, conversation, count: 2 + random.below(12) };
  if (roll < 50) return { do: "cut", client, how: random.below(2) ? "seen" : "unseen" };
  if (roll < 54) return { do: "reload", client };
  if (roll < 57) return { do: "read", client, conversation };
  if (roll < 61) return { do: "crash", instance };
  if (roll < 63) return { do: "shut-down", instance };
  if (roll < 67) return { do: "start" };
  if (roll < 77) {
    const weather = WEATHERS[random.below(WEATHERS.length)] as Weather;
    return { do: "weather", instance, weather, forMs: 200 + random.below(8_000) };
  }
  if (roll < 81) return { do: "bus-storm", forMs: 200 + random.below(6_000) };
  if (roll < 83) return crossing(random);
  if (roll < 86) return { do: "gather", client, guest: client + 1 };
  if (roll < 88) return { do: "go", client };
  if (roll < 91) return { do: "wander", client, back: random.below(3) > 0 };
  if (roll < 93) return { do: "delete", client, conversation, nth: random.below(4) };
  return { do: "wait", ms: random.below(10) ? random.below(400) : random.below(6_000) };
}

/**
 * A smaller plan that still fails, by leaving out actions, half of them first, then fewer. `fails`
 * runs a plan; at most `tries` times.
 */
export async function shrink(
  plan: Plan,
  fails: (plan: Plan) => Promise<boolean>,
  tries = 200,
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
