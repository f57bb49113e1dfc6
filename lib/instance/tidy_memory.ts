import { type Clock, every, type Timer } from "../runtime/clock.ts";

/** How often it is looked whether there is something to collect. */
const LOOK_MS = 2_000;
/** At rest: less than this part of a core was used since the last look. */
const REST_PART = 0.1;
/** A collection is worth its pause from so much garbage on: of what was last in use, and in bytes. */
const GROWN_BY_PART = 0.5;
const GROWN_BY_BYTES = 16 * 1024 * 1024;

/** What is looked at, and what is done. */
export interface TidyParts {
  clock: Clock;
  /** Bytes in use by JavaScript, with what is garbage among them. */
  usedBytes: () => number;
  /** Milliseconds of CPU that the process used since it began. */
  cpuMs: () => number;
  /** Collects all garbage; everything waits meanwhile. Must not reject. */
  collect: () => Promise<void>;
}

/**
 * Collects garbage while nobody waits for anything. Many who come at once leave three times as much
 * behind as they keep, and the engine lets it lie until memory is short, which at rest it never is.
 */
export function tidyMemory({ clock, usedBytes, cpuMs, collect }: TidyParts): Timer {
  let least = usedBytes();
  let busyUntilNow = cpuMs();
  return every(clock, LOOK_MS, async () => {
    const [used, cpu] = [usedBytes(), cpuMs()];
    const rests = cpu - busyUntilNow < LOOK_MS * REST_PART;
    busyUntilNow = cpu;
    least = Math.min(least, used); // the engine collected by itself
    if (!rests || used - least < Math.max(least * GROWN_BY_PART, GROWN_BY_BYTES)) return;
    await collect();
    least = usedBytes();
    busyUntilNow = cpuMs();
  });
}
