import type { OnCommitted } from "../../store/conversation_log.ts";
import { dayOf, type Tallies } from "../../store/tallies.ts";
import type { Report } from "../../world/report.ts";
import type { Clock, Timer } from "../../world/world.ts";

/** Counts wait this long for more: one write serves them all, and a crash loses no more than this. */
const WRITE_AFTER_MS = 10_000;

/** The messages of today, as far as this instance took them. */
export interface Tally {
  readonly committed: OnCommitted;
  /** Of all instances; those of the last seconds may be missing. UTC days. */
  today(): Promise<number>;
  /** Writes what waits. */
  close(): Promise<void>;
}

/** Counts what the log commits, beside it: a figure to look at, and nothing relies on it. */
export function createTally(
  { tallies, instance, clock, report }: {
    tallies: Tallies;
    instance: string;
    clock: Clock;
    report: Report;
  },
): Tally {
  let [day, count, written] = ["", 0, 0];
  let timer: Timer | undefined;

  async function write() {
    timer?.cancel();
    timer = undefined;
    if (count === written) return;
    const counted = count;
    try {
      await tallies.write(day, instance, counted);
      written = Math.max(written, counted);
    } catch (error) {
      report("The day's messages could not be counted", error);
    }
  }

  return {
    committed(committed) {
      const today = dayOf(clock.now());
      if (today !== day) [day, count, written] = [today, 0, 0];
      for (const { entries } of committed) {
        count += entries.filter(({ event }) => event.kind === "message").length;
      }
      if (count > written) timer ??= clock.after(WRITE_AFTER_MS, () => void write());
    },
    async today() {
      const today = dayOf(clock.now());
      const waiting = today === day ? count - written : 0;
      return await tallies.sum(today) + waiting;
    },
    close: write,
  };
}
