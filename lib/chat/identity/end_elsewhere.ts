import type { UserId } from "../../protocol/events.ts";
import type { KnownDevices } from "../../store/people/known_devices.ts";
import type { Mailboxes } from "../../store/people/mailboxes.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import type { Announcer } from "../chat.ts";
import { announceSessionsEnded } from "./current_user.ts";

/**
 * Ends all sessions of somebody, but for `kept`, with their sockets on every instance; no browser is known
 * any more either, unless `known` says so, and a mail address that waits for its link is forgotten: one of
 * those that end here may have given it.
 */
export type EndElsewhere = (
  user: UserId,
  kept?: string,
  how?: { known: "stay" },
) => Promise<void>;

/** Ends them in the store, and tells the others. */
export function createEndElsewhere(
  { sessions, knownDevices, mailboxes, announcer }: {
    sessions: Pick<Sessions, "endAll">;
    knownDevices: Pick<KnownDevices, "forgetAll">;
    mailboxes: Pick<Mailboxes, "forgetAsked">;
    announcer: Announcer;
  },
): EndElsewhere {
  return async (user, kept, how) => {
    if (how?.known !== "stay") await knownDevices.forgetAll(user);
    await mailboxes.forgetAsked(user);
    announceSessionsEnded(announcer, user, await sessions.endAll(user, kept));
  };
}
