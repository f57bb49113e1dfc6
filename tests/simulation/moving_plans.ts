// Plans in which messages move and groups change, among all else that people do.
import type { SeededRandom } from "../support/seeded_random.ts";
import { type Action, type GroupAct, type Plan, step } from "./actions.ts";

type Otherwise = (random: SeededRandom) => Action;

/** Messages that move to and fro between rooms, while they are edited, answered and deleted. */
export function movePlan(seed: number, random: SeededRandom, otherwise: Otherwise): Plan {
  const vanishing = random.below(3) === 0;
  const actions: Action[] = [];
  for (let n = 0; n < 34; n++) {
    const place = { client: random.below(8), conversation: random.below(2) };
    const roll = n < 4 ? 0 : random.below(20);
    if (roll < 4) actions.push({ do: "send", ...place });
    else if (roll < 11) {
      actions.push({
        do: "move",
        conversation: random.below(3),
        to: random.below(3),
        nth: random.below(3),
      });
    } else if (roll < 12) actions.push({ do: "delete", ...place, nth: random.below(2) });
    else if (roll < 13) actions.push({ do: "edit", ...place, nth: random.below(2) });
    else if (roll < 14) {
      actions.push({ do: "reply", ...place, nth: random.below(2), alsoInRoom: false });
    } else actions.push(otherwise(random));
  }
  const steps = actions.map((one) => step(one, random));
  const clients = 2 + random.below(3);
  return {
    seed,
    ...(vanishing && { vanishing }),
    instances: 1 + random.below(3),
    clients,
    actions: steps,
  };
}

/** Groups that are opened by several at once, joined, named, written in and left. */
export function groupPlan(seed: number, random: SeededRandom, otherwise: Otherwise): Plan {
  const actions: Action[] = [];
  const inGroup = (act: GroupAct) => actions.push({ do: "in-group", act });
  for (let n = 0; n < 34; n++) {
    const client = random.below(8);
    const roll = n < 2 ? 0 : random.below(20);
    if (roll < 3) inGroup({ do: "open", client, others: [client + 1, client + 2] });
    else if (roll < 9) inGroup({ do: "say", client });
    else if (roll < 12) {
      inGroup({ do: "add", client, whom: random.below(8), all: random.below(2) > 0 });
    } else if (roll < 13) inGroup({ do: "name", client, title: `spring ${n}` });
    else if (roll < 15) inGroup({ do: "leave", client });
    else actions.push(otherwise(random));
    if (roll < 3) actions.push({ do: "wait", ms: random.below(300) });
  }
  const steps = actions.map((one) => step(one, random));
  return { seed, instances: 1 + random.below(3), clients: 4 + random.below(2), actions: steps };
}
