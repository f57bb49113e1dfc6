import type { OnCommitted } from "../../log/log.ts";
import { dayOf, type MessageCounts } from "../../store/community/message_counts.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { Clock, Timer } from "../../runtime/clock.ts";

/** Counts wait this long for more: one write serves them all, and a crash loses no more than this. */
const WRITE_AFTER_MS = 10_000;

/** What this instance counted on one day; a write under way belongs to its day. */
interface DayCount {
  readonly day: string;
  count: number;
  written: number;
}

/** The messages of today, as far as this instance took them. */
export interface MessageCount {
  readonly committed: OnCommitted;
  /** Of all instances; those of the last seconds may be missing. UTC days. */
  today(): Promise<number>;
  /** Writes what waits. */
  close(): Promise<void>;
}

/** Counts what the log commits, beside it: a figure to look at, and nothing relies on it. */
export function createMessageCount(
  { tallies, instance, clock, logger }: {
    tallies: MessageCounts;
    instance: string;
    clock: Clock;
    logger: Logger;
  },
): MessageCount {
  let today: DayCount = { day: "", count: 0, written: 0 };
  let timer: Timer | undefined;

  async function write(counted: DayCount) {
    const { day, count } = counted;
    if (count === counted.written) return;
    try {
      await tallies.write(day, instance, count);
      counted.written = Math.max(counted.written, count);
    } catch (error) {
      logger.error("The day's messages could not be counted", error);
    }
  }

  function writeToday() {
    timer?.cancel();
    timer = undefined;
    return write(today);
  }

  return {
    committed(committed) {
      const day = dayOf(clock.now());
      if (day !== today.day) {
        void writeToday(); // what is left of the day that is over
        today = { day, count: 0, written: 0 };
      }
      for (const { entries } of committed) {
        today.count += entries.filter(({ event }) => event.kind === "message").length;
      }
      if (today.count > today.written) {
        timer ??= clock.after(WRITE_AFTER_MS, () => void writeToday());
      }
    },
    async today() {
      const day = dayOf(clock.now());
      const unwritten = day === today.day ? today.count - today.written : 0;
      return await tallies.sum(day) + unwritten;
    },
    close: writeToday,
  };
}
