import type { Clock, Timer } from "../world/world.ts";
import { every } from "../world/world.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";

/** How often connections are looked at. */
const LOOK_MS = 10_000;
/**
 * Looks without progress after which a client counts as gone. The platform's ping waits behind the
 * data, so it never finds a client that stopped reading; with this it is gone in 40 s (P2).
 */
const LOOKS_WITHOUT_PROGRESS = 3;

/** Ends connections on which data has waited for half a minute and none of it was taken. */
export function watchForStalls(hub: Hub, clock: Clock): Timer {
  let stalled = new Map<Connection, { waiting: number; looks: number }>();
  return every(clock, LOOK_MS, () => {
    const found: typeof stalled = new Map();
    for (const connection of hub.connections) {
      const waiting = connection.waitingBytes;
      if (waiting === 0) continue;
      const before = stalled.get(connection);
      const looks = before && waiting >= before.waiting ? before.looks + 1 : 0;
      if (looks >= LOOKS_WITHOUT_PROGRESS) connection.end({ reason: "slow-consumer" });
      else found.set(connection, { waiting, looks });
    }
    stalled = found;
  });
}
