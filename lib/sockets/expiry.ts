import { Unavailable } from "../store/kv.ts";
import type { Report } from "../world/report.ts";
import { type Clock, every, type Timer } from "../world/world.ts";
import { checkSession, type Recheck } from "./admission.ts";
import type { Hub } from "./hub.ts";

/** How often the times of sessions are compared: in memory, as the time of day may be set. */
const LOOK_MS = 1_000;
/** A session whose time has come is asked about again after so long, should the store not answer. */
const ASK_AGAIN_MS = 30_000;

export interface ExpiryParts {
  hub: Pick<Hub, "connections">;
  recheck: Recheck;
  clock: Clock;
  report: Report;
}

/** Ends connections whose session has expired; one that was used elsewhere has moved its end. */
export function watchForExpiry(parts: ExpiryParts): Timer {
  const { hub, clock, report } = parts;
  return every(clock, LOOK_MS, () => {
    const now = clock.now();
    for (const connection of hub.connections) {
      if (connection.sessionUntil > now) continue;
      connection.sessionUntil = now + ASK_AGAIN_MS;
      checkSession(connection, parts).catch((error) => {
        if (!(error instanceof Unavailable)) report("an expired session was not checked", error);
      });
    }
  });
}
