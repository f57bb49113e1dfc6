import { Unavailable } from "../kv/kv.ts";
import type { Logger } from "../runtime/logger.ts";
import { type Clock, every, type Timer } from "../runtime/clock.ts";
import { checkSession, type Recheck } from "./admission.ts";
import type { Hub } from "./hub.ts";

/** How often sessions are looked at. In memory: the time of day may be set at any moment. */
const LOOK_MS = 1_000;
/** How long after a check that failed a session is checked again. */
const ASK_AGAIN_MS = 30_000;

export interface ExpiryParts {
  hub: Pick<Hub, "connections">;
  recheck: Recheck;
  clock: Clock;
  logger: Logger;
}

/** Renews the sessions of open connections before they expire; ends those that cannot be renewed. */
export function watchForExpiry(parts: ExpiryParts): Timer {
  const { hub, clock, logger } = parts;
  return every(clock, LOOK_MS, () => {
    const now = clock.now();
    for (const connection of hub.connections) {
      if (connection.checkSessionAt > now) continue;
      connection.checkSessionAt = now + ASK_AGAIN_MS;
      checkSession(connection, parts).catch((error) => {
        if (!(error instanceof Unavailable)) logger.error("a session was not checked", error);
      });
    }
  });
}
