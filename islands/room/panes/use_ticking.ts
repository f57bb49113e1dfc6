import { useEffect, useState } from "preact/hooks";
import { systemClock } from "../../../lib/runtime/clock.ts";

/** Countdowns go by the second. */
const TICK_MS = 1000;

/** The time while `active`, drawn again each second from `firstMs` on; and since when it is active. */
export function useTicking(
  now: () => number,
  active: boolean,
  firstMs = TICK_MS,
): { since: number; now: number } | undefined {
  const [times, setTimes] = useState<{ since: number; now: number } | undefined>(undefined);
  useEffect(() => {
    if (!active) return setTimes(undefined);
    const since = now();
    setTimes({ since, now: since });
    let timer = systemClock.after(firstMs, tick);
    function tick() {
      setTimes({ since, now: now() });
      timer = systemClock.after(TICK_MS, tick);
    }
    return () => timer.cancel();
  }, [active]);
  return times;
}
