// Plans of one kind of thing alone: what is missed then, nothing later repairs.
import type { SeededRandom } from "../support/seeded_random.ts";
import { type Action, type Plan, type Step, step } from "./actions.ts";

/**
 * Nothing but a move at the moment of a write, after a rest: what is missed then, no later message,
 * departure or suspicion repairs.
 */
export function crossingPlan(seed: number, random: SeededRandom): Plan {
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

/** Nothing but a start beside an instance that was alone, and a write through that one meanwhile. */
export function newcomerPlan(seed: number, random: SeededRandom): Plan {
  const client = random.below(2);
  const writer = 1 - client;
  const conversation = 2;
  const actions: Action[] = [
    { do: "send", client: writer, conversation },
    { do: "wait", ms: 3_000 + random.below(3_000) },
    { do: "newcomer", client, writer, conversation, afterMs: 200 + random.below(1_000) },
  ];
  return { seed, instances: 1, clients: 2, actions: actions.map((one) => step(one, random)) };
}

/** Nothing but messages that are scheduled, and instances that fail or die while they send them. */
export function schedulePlan(seed: number, random: SeededRandom): Plan {
  const actions: Action[] = [];
  for (let n = 0; n < 4; n++) {
    actions.push({ do: "schedule", instance: n, inMs: 300 + random.below(600), then: "wait" });
  }
  const weather = (["failing", "lying", "hanging"] as const)[random.below(3)] ?? "lying";
  actions.push({ do: "wait", ms: 100 + random.below(400) });
  actions.push({ do: "weather", instance: random.below(2), weather, forMs: 4_000 });
  if (random.below(2)) {
    actions.push({ do: "wait", ms: random.below(800) }, { do: "crash", instance: random.below(2) });
  }
  actions.push({ do: "wait", ms: 3_000 });
  return { seed, instances: 2, clients: 2, actions: actions.map((one) => step(one, random)) };
}

/** Nothing but messages that are edited and deleted, by instances that fail or die over it. */
export function changePlan(seed: number, random: SeededRandom): Plan {
  const conversation = random.below(2);
  const actions: Action[] = [];
  for (let n = 0; n < 4; n++) actions.push({ do: "send", client: n % 2, conversation });
  actions.push({ do: "wait", ms: 500 });
  for (let n = 0; n < 16; n++) {
    const [client, nth] = [random.below(2), random.below(2)];
    actions.push({ do: random.below(4) ? "edit" : "delete", client, conversation, nth });
    if (n === 6) {
      const weather = (["failing", "lying", "hanging"] as const)[random.below(3)] ?? "lying";
      actions.push({ do: "weather", instance: random.below(2), weather, forMs: 4_000 });
    }
    if (n === 11 && random.below(2)) actions.push({ do: "crash", instance: random.below(2) });
    actions.push({ do: "wait", ms: random.below(250) });
  }
  return { seed, instances: 2, clients: 2, actions: actions.map((one) => step(one, random)) };
}

/** Nothing but people who leave a room and join it again, faster than they are answered. */
export function wanderPlan(seed: number, random: SeededRandom): Plan {
  const actions = Array.from({ length: 2 + random.below(4) }, (): Step => ({
    do: "wander",
    client: random.below(2),
    back: random.below(4) > 0,
    thenMs: random.below(random.below(2) ? 40 : 8),
  }));
  return { seed, instances: 1 + random.below(3), clients: 2 + random.below(2), actions };
}

/** Somebody moves while another writes. */
export function crossing(random: SeededRandom): Action {
  const client = random.below(8);
  const writer = client + 1 + random.below(2);
  const conversation = random.below(4) ? 2 : random.below(2);
  return { do: "crossing", client, writer, conversation, afterMs: random.below(500) };
}

/** Nothing but people who come at once, again and again, and instances that die in it. */
export function rushPlan(seed: number, random: SeededRandom): Plan {
  const actions: Action[] = [];
  for (let n = 0; n < 4; n++) {
    actions.push({ do: "send", client: random.below(8), conversation: random.below(3) });
    actions.push({ do: "rush", instance: random.below(3), afterMs: random.below(120) });
    actions.push({ do: "start" });
  }
  const steps = actions.map((one) => step(one, random));
  return { seed, instances: 2 + random.below(2), clients: 10, actions: steps };
}

/** Nothing but threads: written in, read, followed and left at the same time, on two instances. */
export function threadPlan(seed: number, random: SeededRandom): Plan {
  const conversation = random.below(2);
  const actions: Action[] = [
    { do: "send", client: 0, conversation },
    { do: "send", client: 1, conversation },
    { do: "wait", ms: 300 },
  ];
  for (let n = 0; n < 24; n++) {
    const place = { client: random.below(8), conversation, nth: random.below(2) };
    const roll = random.below(12);
    if (roll < 7) actions.push({ do: "reply", ...place, alsoInRoom: random.below(4) === 0 });
    else if (roll < 9) actions.push({ do: "read-thread", ...place });
    else if (roll < 10) {
      actions.push(
        random.below(3) > 0
          ? { do: "unread-thread", ...place }
          : { do: "follow", ...place, on: random.below(2) > 0 },
      );
    } else if (roll < 11) actions.push({ do: "delete", ...place });
    else actions.push({ do: "wait", ms: random.below(400) });
    if (n === 12) actions.push(trouble(random));
  }
  const steps = actions.map((one) => step(one, random));
  return { seed, instances: 2, clients: 2 + random.below(3), actions: steps };
}

/** What is said vanishes while it is edited, answered and reacted to, and instances fail or die. */
export function vanishPlan(seed: number, random: SeededRandom): Plan {
  const conversation = 1; // the one in which everything vanishes
  const actions: Action[] = [];
  for (let n = 0; n < 20; n++) {
    const place = { client: random.below(4), conversation, nth: random.below(3) };
    const roll = n < 2 ? 0 : random.below(10);
    if (roll < 3) actions.push({ do: "send", ...place });
    else if (roll < 4) actions.push({ do: "call", ...place, whom: random.below(4) });
    else if (roll < 6) actions.push({ do: "edit", ...place });
    else if (roll < 7) actions.push({ do: "reply", ...place, alsoInRoom: random.below(2) > 0 });
    else if (roll < 8) actions.push({ do: "react", ...place, emoji: "🌳", on: true });
    else if (roll < 9) actions.push({ do: "pin", ...place, on: true });
    else actions.push({ do: "wait", ms: random.below(10_000) });
    if (n === 14) actions.push(trouble(random));
  }
  // The first of it goes while the store is away, or who sees to it dies.
  actions.push({ do: "wait", ms: 45_000 }, trouble(random), { do: "wait", ms: 8_000 });
  const steps = actions.map((one) => step(one, random));
  return { seed, vanishing: true, instances: 2, clients: 2 + random.below(2), actions: steps };
}

function trouble(random: SeededRandom): Action {
  const instance = random.below(2);
  if (random.below(3) === 0) return { do: "crash", instance };
  const weather = (["failing", "lying", "hanging"] as const)[random.below(3)] ?? "lying";
  return { do: "weather", instance, weather, forMs: 4_000 };
}
