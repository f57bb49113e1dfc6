import type { AdmissionPolicy } from "../chat/identity/admission.ts";
import type { BeginSession } from "../chat/identity/begin_session.ts";
import type { EndElsewhere } from "../chat/identity/end_elsewhere.ts";
import type { ConfirmForeign } from "../chat/identity/foreign_proof.ts";
import type { LimitIdentity } from "../chat/identity/limits.ts";
import { createOwnDevices } from "../chat/identity/own_devices.ts";
import { createOwnSecondFactor } from "../chat/identity/own_second_factor.ts";
import type { ProveOwn } from "../chat/identity/prove_own.ts";
import { createEnterProven, createSecondStep } from "../chat/identity/second_step.ts";
import type { User } from "../store/people/users.ts";
import type { Runtime, Stores } from "./stores.ts";

/** Composes second factors: the way in through them, and one’s own. */
export function composeSecondFactors(
  { clock, random }: Pick<Runtime, "clock" | "random">,
  stores: Pick<Stores, "knownDevices" | "secondFactors" | "sessions" | "signInTickets" | "users">,
  { admission, proveOwn, limit, endElsewhere, beginSession, confirmForeign }: {
    admission: Pick<AdmissionPolicy, "asksSecondFactor">;
    proveOwn: ProveOwn;
    limit: LimitIdentity;
    endElsewhere: EndElsewhere;
    beginSession: BeginSession;
    confirmForeign: ConfirmForeign;
  },
) {
  const { knownDevices, secondFactors, sessions, signInTickets: tickets, users } = stores;
  const step = { secondFactors, knownDevices, tickets, beginSession, confirmForeign, clock };
  const isAsked = admission.asksSecondFactor;
  return {
    enterProven: createEnterProven(step),
    lacksSecondFactor: async (user: Pick<User, "id" | "role">) =>
      await isAsked(user) && await secondFactors.get(user.id) === undefined,
    useCases: {
      ...createSecondStep({ ...step, users, limit }),
      ...createOwnSecondFactor(
        { users, secondFactors, proveOwn, limit, endElsewhere, isAsked },
        { clock, random },
      ),
      ...createOwnDevices({ knownDevices, sessions, proveOwn, beginSession, clock }),
    },
  };
}
