// What people ask of a store, and what that costs, by how many are there.
import {
  connectCost,
  type Cost,
  idleMinuteCost,
  messageCost,
  presenceCost,
  times,
  total,
  typingCost,
} from "./costs.ts";

/** What somebody who is online does in an hour: a lively working day. */
const BEHAVIOUR = {
  messages: 6,
  /** Comes, goes, is away, is back. */
  presenceChanges: 4,
  /** Opens the page again, on another instance; has so many conversations. */
  connects: 1,
  conversations: 5,
  /** A signal each 3 s while a message is written. */
  typing: 12,
  /** People online who follow the conversation of a message. */
  receivers: 12,
};
/** People connected to one instance: 40 KiB each leave half of 768 MB. */
const PEOPLE_AN_INSTANCE = 10_000;
/** Presence changes are gathered so long on each instance (P3). */
const GATHERED_SECONDS = 0.25;

/** Marks, and inboxes that were read. */
const KINDS_GATHERED = 2;

/** What is asked a second of the one store that all instances share. */
export interface Demand {
  people: number;
  instances: number;
  messages: Cost;
  presence: Cost;
  connects: Cost;
  typing: Cost;
  idle: Cost;
}

/** The demand a second of so many people who are online at once. */
export function demandOf(people: number): Demand {
  const instances = Math.max(1, Math.ceil(people / PEOPLE_AN_INSTANCE));
  const spread = { instances, followers: followersAmong(instances) };
  const aSecond = (perHour: number) => people * perHour / 3_600;
  const changes = aSecond(BEHAVIOUR.presenceChanges) / instances;
  // All that changes on an instance within a quarter of a second is told at once.
  const flushes = instances / (GATHERED_SECONDS + 1 / changes);
  return {
    people,
    instances,
    messages: times(aSecond(BEHAVIOUR.messages), messageCost(spread)),
    presence: times(flushes, presenceCost(spread)),
    connects: times(
      aSecond(BEHAVIOUR.connects),
      connectCost({ instances, conversations: BEHAVIOUR.conversations }),
    ),
    typing: times(aSecond(BEHAVIOUR.typing), typingCost(spread)),
    idle: times(instances / 60, idleMinuteCost(spread)),
  };
}

/** All of it; what an instance gathers over a second is at most one commit a second of each kind. */
export function sumOf(demand: Demand): Cost {
  const { messages, presence, connects, typing, idle, instances } = demand;
  const all = total([messages, presence, connects, typing, idle]);
  return { ...all, gathered: Math.min(all.gathered, KINDS_GATHERED * instances) };
}

/** Other instances on which at least one of a message's receivers is, who are spread evenly. */
function followersAmong(instances: number): number {
  return (instances - 1) * (1 - (1 - 1 / instances) ** BEHAVIOUR.receivers);
}

/** Prices of Deno Deploy's Pro plan beyond what it includes, in dollars (deno.com/pricing, May 2026). */
const PRICES = {
  millionReads: 1,
  millionWrites: 2.5,
  gigabyteHour: 0.016,
  cpuHour: 0.05,
  gigabyteOut: 0.5,
};
/** Busy hours a month: eight on each working day. */
const BUSY_HOURS = 176;
const MEMORY_GB = 0.768;
/** Measured by `deno task bench`: for a message with its deliveries, and bytes of each delivery. */
const CPU_MICROS_A_MESSAGE = 400;
const BYTES_A_DELIVERY = 300;

/** What that costs a month on Deno Deploy, in dollars, by what is paid for. */
export function monthlyDollars(demand: Demand): Record<"store" | "memory" | "cpu" | "out", number> {
  const { keysRead, lists, writes } = sumOf(demand);
  const seconds = BUSY_HOURS * 3_600;
  const messages = demand.people * BEHAVIOUR.messages / 3_600 * seconds;
  const reads = (keysRead + lists) * seconds / 1e6 * PRICES.millionReads;
  return {
    store: reads + writes * seconds / 1e6 * PRICES.millionWrites,
    memory: demand.instances * MEMORY_GB * BUSY_HOURS * PRICES.gigabyteHour,
    cpu: messages * CPU_MICROS_A_MESSAGE / 3.6e9 * PRICES.cpuHour,
    out: messages * BEHAVIOUR.receivers * BYTES_A_DELIVERY / 1e9 * PRICES.gigabyteOut,
  };
}
