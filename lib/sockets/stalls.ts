import type { Clock, Timer } from "../world/world.ts";
import { every } from "../world/world.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";

/** How often connections are looked at. */
const LOOK_MS = 2_500;
/**
 * Looks without progress after which a client counts as gone: 20 s. The platform's ping waits behind
 * the data, so it never finds a client that stopped reading. The system takes data for whoever
 * vanished until the ping would come, after 15 s at most, and the first look is 2.5 s later: with
 * these it is gone after 37.5 s, and shown so after 2 s and the pushes (P2: 45 s).
 */
const LOOKS_WITHOUT_PROGRESS = 8;

/** Ends connections on which data waits and of which nothing was taken for 20 s, however much comes. */
export function watchForStalls(hub: Pick<Hub, "connections">, clock: Clock): Timer {
  let waiting = new Map<Connection, { progress: number; looks: number }>();
  return every(clock, LOOK_MS, () => {
    const found: typeof waiting = new Map();
    for (const connection of hub.connections) {
      if (connection.waitingBytes === 0) continue;
      const { progress } = connection;
      const before = waiting.get(connection);
      const looks = before && progress <= before.progress ? before.looks + 1 : 0;
      if (looks >= LOOKS_WITHOUT_PROGRESS) connection.end({ reason: "slow-consumer" });
      else found.set(connection, { progress, looks });
    }
    waiting = found;
  });
}
