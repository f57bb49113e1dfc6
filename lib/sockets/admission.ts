import type { Actor, SessionState } from "../chat/chat.ts";
import type { Bus } from "../cluster/bus.ts";
import type { Report } from "../world/report.ts";
import type { Clock } from "../world/world.ts";
import type { Connection } from "./connection.ts";
import { expulsionFarewell } from "./goodbyes.ts";

/** So long before its end, an open connection uses its session again. */
const RENEW_MS = 24 * 60 * 60_000;

/** Asks the store about the session of an actor, and uses it. */
export type Recheck = (actor: Actor) => Promise<SessionState>;

/** Asks whether the connection's session still holds, and ends the connection where it does not. */
export async function checkSession(
  connection: Connection,
  { recheck, clock }: { recheck: Recheck; clock: Clock },
): Promise<void> {
  const state = await recheck(connection.actor);
  const now = clock.now();
  if (state.is === "over") {
    return connection.end(expulsionFarewell(state.why, connection.locale, now));
  }
  // In time to move an end that comes of no use; an end that does not move, when it has come.
  const early = state.until - RENEW_MS;
  connection.checkSessionAt = early > now ? early : state.until;
}

/**
 * Follows what concerns the connection's user, then asks once more whether the session holds: what
 * ended it between the upgrade and this moment was announced to nobody here. Resolves with whether
 * the connection goes on.
 */
export async function admit(
  connection: Connection,
  parts: { bus: Bus; clock: Clock; report: Report; recheck: Recheck },
): Promise<boolean> {
  try {
    await parts.bus.follow([`user:${connection.actor.user.id}`]);
    if (connection.ended) return false;
    await checkSession(connection, parts);
  } catch (error) {
    parts.report("a connection could not be admitted", error);
    connection.end({ reason: "overloaded" });
  }
  return !connection.ended;
}
