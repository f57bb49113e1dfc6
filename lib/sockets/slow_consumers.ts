import type { Clock, Timer } from "../runtime/clock.ts";
import { every } from "../runtime/clock.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";

/** How often connections are checked. */
const LOOK_MS = 2_500;
/**
 * Checks without progress after which a client counts as gone: 20 s. The platform's ping waits behind
 * the data, so it never finds a client that stopped reading. For a client that vanished, the system
 * takes data until the ping is due, at most 15 s, and the first check is up to 2.5 s later: so it is
 * closed after 37.5 s, and others see it after 2 s more (P2: 45 s).
 */
const LOOKS_WITHOUT_PROGRESS = 8;

/** Ends connections on which data waits and of which nothing was taken for 20 s, however much comes. */
export function watchSlowConsumers(hub: Pick<Hub, "connections">, clock: Clock): Timer {
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
