import type { Faults } from "../../support/kv_connect/faults.ts";
import type { SeededRandom } from "../../support/seeded_random.ts";

type StoreFault = Exclude<keyof Faults, "delayMs" | "silentWatch">;

/** One thing that goes wrong. Processes and people are named by number. */
export type Mishap =
  /** `SIGKILL`, and started again after a while; or `SIGTERM`, as an upgrade does. */
  | { is: "end"; process: number; signal: "SIGKILL" | "SIGTERM"; downMs: number }
  | { is: "store stops"; forMs: number }
  /** The next requests to the store meet this fault. */
  | { is: "store fails"; fault: StoreFault; count: number }
  | { is: "store is slow"; delayMs: number; forMs: number }
  | { is: "watches are silent"; forMs: number }
  | { is: "cut"; person: number }
  | { is: "cut mid-frame"; person: number; bytes: number }
  | { is: "vanish"; person: number }
  | { is: "slow"; person: number; forMs: number };

/** A mishap, and how long after it the next comes. */
export type Step = Mishap & { thenMs: number };

/** How the store's 5 s of absence are written in the promise that is tested here. */
const STORE_STOPS_MS = 5_000;

/** One hand of the deck takes this long, however its steps are spread. */
export const HAND_MS = 26_000;

/**
 * What goes wrong in a run of `forMs`: hands of one deck that holds every kind, shuffled anew when it
 * is dealt out. So a run of `HAND_MS` has met each of them.
 */
export function mishaps(
  random: SeededRandom,
  { forMs, processes, people }: { forMs: number; processes: number; people: number },
): Step[] {
  const steps: Step[] = [];
  for (let handAt = 0; handAt < forMs; handAt += HAND_MS) {
    const hand = shuffled(deck(random, processes, people), random);
    const pauses = hand.map(() => 0.2 + random.fraction());
    const sum = pauses.reduce((all, pause) => all + pause, 0);
    let at = handAt;
    hand.forEach((mishap, n) => {
      const thenMs = Math.floor(HAND_MS * (pauses[n] as number) / sum);
      if (at < forMs) steps.push({ ...mishap, thenMs });
      at += thenMs;
    });
  }
  return steps;
}

function deck(random: SeededRandom, processes: number, people: number): Mishap[] {
  const person = () => random.below(people);
  const process = () => random.below(processes);
  const downMs = () => 200 + random.below(4_000);
  const count = () => 1 + random.below(12);
  return [
    ...[0, 0, 0].map((): Mishap => ({
      is: "end",
      signal: "SIGKILL",
      process: process(),
      downMs: downMs(),
    })),
    { is: "end", signal: "SIGTERM", process: process(), downMs: downMs() },
    { is: "store stops", forMs: STORE_STOPS_MS },
    { is: "store fails", fault: "unavailable", count: count() },
    { is: "store fails", fault: "unavailableAfterCommit", count: count() },
    { is: "store fails", fault: "unavailableAfterCommit", count: count() },
    { is: "store fails", fault: "dropAfterCommit", count: count() },
    { is: "store fails", fault: "dropAfterCommit", count: count() },
    { is: "store fails", fault: "hang", count: 1 + random.below(4) },
    { is: "store is slow", delayMs: 20 + random.below(300), forMs: 2_000 },
    { is: "watches are silent", forMs: 4_000 },
    { is: "cut", person: person() },
    { is: "cut", person: person() },
    { is: "cut mid-frame", person: person(), bytes: 1 + random.below(600) },
    { is: "cut mid-frame", person: person(), bytes: 1 + random.below(600) },
    { is: "vanish", person: person() },
    { is: "vanish", person: person() },
    { is: "slow", person: person(), forMs: 3_000 },
    { is: "slow", person: person(), forMs: 3_000 },
  ];
}

function shuffled<T>(cards: T[], random: SeededRandom): T[] {
  for (let n = cards.length - 1; n > 0; n--) {
    const other = random.below(n + 1);
    [cards[n], cards[other]] = [cards[other] as T, cards[n] as T];
  }
  return cards;
}
