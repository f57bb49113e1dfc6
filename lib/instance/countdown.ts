import type { Announcer } from "../chat/chat.ts";
import type { Bus } from "../cluster/bus.ts";
import type { Kv } from "../kv/kv.ts";
import { type PlannedShutdown, plannedShutdown } from "../store/community/planned_shutdown.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Clock, Timer } from "../runtime/clock.ts";

export interface CountdownParts {
  kv: Pick<Kv, "get">;
  announcer: Announcer;
  bus: Bus;
  clock: Clock;
  logger: Logger;
  /** The time has come. */
  due: (then: PlannedShutdown["then"]) => void;
}

/** One instance's part of a shutdown that was announced to all. */
export interface Countdown {
  /** What is planned now, as far as this instance knows. */
  readonly planned: PlannedShutdown | undefined;
  /** Reads what was planned before this instance started. Never rejects. */
  start(): Promise<void>;
  stop(): void;
}

/** Counts down to what was announced; the plan in the store is asked where an announcement may lack. */
export function createCountdown(parts: CountdownParts): Countdown {
  const { kv, announcer, bus, clock, logger, due } = parts;
  let planned: PlannedShutdown | undefined;
  let timer: Timer | undefined;

  function set(plan: PlannedShutdown | undefined) {
    timer?.cancel();
    planned = plan;
    if (plan) timer = clock.after(Math.max(0, plan.at - clock.now()), () => void reach(plan));
  }

  /** It may have been called off, and the hint of it lost. */
  async function reach(plan: PlannedShutdown) {
    try {
      const stored = await plannedShutdown(kv, plan.at - 1);
      if (planned !== plan) return;
      if (stored?.at !== plan.at) return set(stored);
    } catch (error) {
      logger.error("A planned shutdown could not be read again: it takes place", error);
    }
    planned = undefined;
    due(plan.then);
  }

  async function read() {
    try {
      set(await plannedShutdown(kv, clock.now()));
    } catch (error) {
      logger.error("A planned shutdown could not be read", error);
    }
  }

  announcer.onAnnouncement((_, message) => {
    if (message.type === "shutdown") {
      const { at, text, then } = message;
      set({ at, text, then });
    } else if (message.type === "shutdown-cancelled") set(undefined);
  });
  bus.onSuspicion(() => void read());

  return {
    get planned() {
      return planned;
    },
    start: read,
    stop: () => timer?.cancel(),
  };
}
