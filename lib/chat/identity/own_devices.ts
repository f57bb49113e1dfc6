import { ChatError } from "../../protocol/errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { KnownDevices } from "../../store/people/known_devices.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import type { BeginSession } from "./begin_session.ts";
import { nameOfOwn } from "./own_passkeys.ts";
import type { ProveOwn } from "./prove_own.ts";
import type { TwoFactors } from "./two_factors.ts";

/** Browsers in which one is known, and tokens for programs. */
export function createOwnDevices(
  { knownDevices, sessions, proveOwn, beginSession, clock }: {
    knownDevices: Pick<KnownDevices, "forget" | "list">;
    sessions: Pick<Sessions, "hold">;
    proveOwn: ProveOwn;
    beginSession: BeginSession;
    clock: Clock;
  },
): Pick<TwoFactors, "knownDevices" | "forgetDevice" | "makeToken"> {
  return {
    async knownDevices({ user }) {
      return (await knownDevices.list(user.id)).map(({ trustedUntil = 0, ...known }) => ({
        ...known,
        ...(trustedUntil > clock.now() && { trustedUntil }),
      }));
    },

    forgetDevice: ({ user }, id) => knownDevices.forget(user.id, id),

    async makeToken(actor, { address }, { name, password }) {
      const device = nameOfOwn(name);
      const user = await proveOwn(actor, password, "token");
      const from = await sessions.hold(actor.session);
      if (!from) throw new ChatError("not-signed-in");
      return (await beginSession(user, { address, device }, undefined, { from })).token;
    },
  };
}
