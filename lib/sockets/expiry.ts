import { Unavailable } from "../store/kv.ts";
import type { Report } from "../world/report.ts";
import { type Clock, every, type Timer } from "../world/world.ts";
import { checkSession, type Recheck } from "./admission.ts";
import type { Hub } from "./hub.ts";

/** How often the times of sessions are compared: in memory, as the time of day may be set. */
const LOOK_MS = 1_000;
/** A session is asked about again after so long, should the store not answer. */
const ASK_AGAIN_MS = 30_000;

export interface ExpiryParts {
  hub: Pick<Hub, "connections">;
  recheck: Recheck;
  clock: Clock;
  report: Report;
}

/** Uses the sessions of open connections before they expire; ends what can last no longer. */
export function watchForExpiry(parts: ExpiryParts): Timer {
  const { hub, clock, report } = parts;
  return every(clock, LOOK_MS, () => {
    const now = clock.now();
    for (const connection of hub.connections) {
      if (connection.checkSessionAt > now) continue;
      connection.checkSessionAt = now + ASK_AGAIN_MS;
      checkSession(connection, parts).catch((error) => {
        if (!(error instanceof Unavailable)) report("a session was not checked", error);
      });
    }
  });
}
