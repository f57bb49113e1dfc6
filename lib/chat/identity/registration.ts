import type { DecideParts } from "../../kv/checked_write.ts";
import { readInvitationCode } from "../../protocol/invitation_codes.ts";
import { nameKey } from "../../protocol/names.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Users } from "../../store/people/users.ts";
import type { AdmissionPolicy } from "./admission.ts";
import type { Credentials } from "./credentials.ts";
import { currentUser } from "./current_user.ts";
import type { Entered, Identity, Visitor } from "./identity.ts";
import type { LimitNewcomers } from "./limits.ts";
import type { EnterProven } from "./second_step.ts";
import type { NewPeople } from "./new_people.ts";

/** What people are made with. */
export interface RegistrationParts {
  users: Pick<Users, "get">;
  admission: Pick<AdmissionPolicy, "guest" | "guestsAllowed" | "newcomer" | "registrationsAllowed">;
  credentials: Credentials;
  limitNewcomers: LimitNewcomers;
  people: NewPeople;
  enterProven: EnterProven;
  clock: Clock;
}

/** The ways in of those who have no account: as a guest, and by making one. */
export function createRegistration(
  parts: RegistrationParts,
): Pick<Identity, "enter" | "register" | "registerFirst"> {
  const { users, admission, credentials, limitNewcomers, people, enterProven, clock } = parts;
  async function register(
    visitor: Visitor,
    { name, password }: { name: string; password: string },
    beside: DecideParts | undefined,
  ): Promise<Entered> {
    const before = await people.known(visitor.request, name);
    if (before && await credentials.proves(before, password)) {
      return await enterProven(before, visitor);
    }
    const passwordHash = await credentials.hashNew(password, name);
    const account = { name, role: "member" as const, passwordHash, locale: visitor.locale };
    return await people.make(account, visitor, beside);
  }

  return {
    async enter(visitor, name, already) {
      const allowed = await admission.guestsAllowed(visitor.address, visitor.invite);
      await limitNewcomers("guest", visitor, allowed);
      if (already?.user.role === "guest" && nameKey(already.user.name) === nameKey(name)) {
        return await enterProven(await currentUser(users, already), visitor);
      }
      const before = await people.known(visitor.request, name);
      if (before?.role === "guest") return await enterProven(before, visitor);
      const beside = await admission.guest(visitor.address, visitor.invite);
      const gone = await people.gone(visitor, name);
      if (gone?.user.role === "guest") {
        return await enterProven(gone.user, visitor, { beside: gone.use });
      }
      const invite = visitor.invite && readInvitationCode(visitor.invite);
      const guest = {
        name,
        role: "guest" as const,
        locale: visitor.locale,
        seenAt: clock.now(),
        ...(invite && { invite }),
      };
      return await people.make(guest, visitor, beside);
    },

    async register(visitor, account) {
      const allowed = await admission.registrationsAllowed(account.invite);
      await limitNewcomers("register", visitor, allowed);
      const beside = await admission.newcomer(visitor.address, account.invite);
      return await register(visitor, account, beside);
    },

    async registerFirst(visitor, account) {
      await limitNewcomers("register", visitor);
      return await register(visitor, account, undefined);
    },
  };
}
