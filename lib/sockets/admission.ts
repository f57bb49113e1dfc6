import type { Actor } from "../chat/chat.ts";
import type { Bus, Expulsion } from "../cluster/bus.ts";
import type { Report } from "../world/report.ts";
import type { Clock } from "../world/world.ts";
import type { Connection } from "./connection.ts";
import { expulsionFarewell } from "./goodbyes.ts";

/** Whether a session may still be used, and if not, why. */
export type Recheck = (actor: Actor) => Promise<Expulsion | undefined>;

/**
 * Follows what concerns the connection's user, then asks once more whether the session holds: what
 * ended it between the upgrade and this moment was announced to nobody here. Resolves with whether
 * the connection goes on.
 */
export async function admit(
  connection: Connection,
  { bus, clock, report, recheck }: { bus: Bus; clock: Clock; report: Report; recheck: Recheck },
): Promise<boolean> {
  try {
    await bus.follow([`user:${connection.actor.user.id}`]);
    if (connection.ended) return false;
    const why = await recheck(connection.actor);
    if (why) connection.end(expulsionFarewell(why, connection.locale, clock.now()));
  } catch (error) {
    report("a connection could not be admitted", error);
    connection.end({ reason: "overloaded" });
  }
  return !connection.ended;
}
