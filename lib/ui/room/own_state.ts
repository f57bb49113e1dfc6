import type { ConnectionState } from "../../client/model.ts";
import type { PresenceState } from "../../protocol/events.ts";

/**
 * How the reader is to others, from this window: not here while it has no connection, or the server
 * keeps them out. `known` is what the server told of them; while a page comes alive, nothing yet.
 */
export function ownState(connection: ConnectionState, known: PresenceState): PresenceState {
  const isLost = connection.state === "waiting" || connection.state === "ended" ||
    (connection.state === "connecting" && connection.attempt > 1);
  if (isLost) return "offline";
  return known === "offline" ? "online" : known;
}
