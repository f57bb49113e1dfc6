import type { UserId } from "../../protocol/events.ts";
import type { KnownDevices } from "../../store/people/known_devices.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import type { Announcer } from "../chat.ts";
import { announceSessionsEnded } from "./current_user.ts";

/**
 * Ends all sessions of somebody, but for `kept`, with their sockets on every instance; no browser is known
 * any more either, unless `known` says so.
 */
export type EndElsewhere = (
  user: UserId,
  kept?: string,
  how?: { known: "stay" },
) => Promise<void>;

/** Ends them in the store, and tells the others. */
export function createEndElsewhere(
  { sessions, knownDevices, announcer }: {
    sessions: Pick<Sessions, "endAll">;
    knownDevices: Pick<KnownDevices, "forgetAll">;
    announcer: Announcer;
  },
): EndElsewhere {
  return async (user, kept, how) => {
    if (how?.known !== "stay") await knownDevices.forgetAll(user);
    announceSessionsEnded(announcer, user, await sessions.endAll(user, kept));
  };
}
