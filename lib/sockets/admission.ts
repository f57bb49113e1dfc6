import type { Actor, SessionState } from "../chat/chat.ts";
import type { Bus } from "../cluster/bus.ts";
import type { Report } from "../world/report.ts";
import type { Clock } from "../world/world.ts";
import type { Connection } from "./connection.ts";
import { expulsionFarewell } from "./goodbyes.ts";

/** Asks the store about the session of an actor. */
export type Recheck = (actor: Actor) => Promise<SessionState>;

/** Asks whether the connection's session still holds, and ends the connection where it does not. */
export async function checkSession(
  connection: Connection,
  { recheck, clock }: { recheck: Recheck; clock: Clock },
): Promise<void> {
  const state = await recheck(connection.actor);
  if (state.is === "valid") connection.sessionUntil = state.until;
  else connection.end(expulsionFarewell(state.why, connection.locale, clock.now()));
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
