import { type Clock, every, type Timer } from "../runtime/clock.ts";

/** How often the memory is looked at. A fast link fills some 30 MB in this time. */
const LOOK_MS = 250;
/** From this part on, no more guests are let in. */
const NARROW_FROM = 0.7;
/** From this part on, the instance says goodbye and ends, while it still can (D7). */
const EXHAUSTED_FROM = 0.85;

/** How much room is left. */
export type Headroom = "ample" | "narrow" | "exhausted";

export interface MemoryGuard {
  readonly headroom: Headroom;
  stop(): void;
}

/**
 * Watches what the process uses. The platform sets no limit to a fragmented message, so one client
 * can fill the memory without one complete frame: this makes it cost a reconnect and not a message.
 * `exhausted` is called once. `used` gives the part of what the process may use, from 0 to 1.
 */
export function guardMemory(
  { clock, used, exhausted }: { clock: Clock; used: () => number; exhausted: () => void },
): MemoryGuard {
  let headroom: Headroom = headroomAt(used());
  const timer: Timer = every(clock, LOOK_MS, () => {
    if (headroom === "exhausted") return;
    headroom = headroomAt(used());
    if (headroom === "exhausted") exhausted();
  });
  return {
    get headroom() {
      return headroom;
    },
    stop: () => timer.cancel(),
  };
}

function headroomAt(part: number): Headroom {
  if (part >= EXHAUSTED_FROM) return "exhausted";
  return part >= NARROW_FROM ? "narrow" : "ample";
}
