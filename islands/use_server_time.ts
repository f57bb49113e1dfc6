import { useEffect, useState } from "preact/hooks";
import { every, systemClock } from "../lib/runtime/clock.ts";

/** Countdowns go by the second. */
const TICK_MS = 1_000;

/** The server's time, by the second: what it was when the server told it, and what passed since. */
export function useServerTime(told: number): number {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const since = systemClock.now(); // timers stand still while a device sleeps, the day does not
    setPassed(0);
    const ticking = every(systemClock, TICK_MS, () => setPassed(systemClock.now() - since));
    return () => ticking.cancel();
  }, [told]);
  return told + passed;
}
