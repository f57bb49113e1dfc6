import type { DecideParts } from "../../kv/checked_write.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Person } from "../../protocol/events.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { AdmissionPolicy } from "./admission.ts";
import type { Credentials } from "./credentials.ts";
import { announceUsersChanged, currentUser, personOf } from "./current_user.ts";
import type { Identity } from "./identity.ts";
import type { LimitNewcomers } from "./limits.ts";
import { orRefuse } from "../refusals.ts";

/** What a guest becomes a member with. */
export interface MembershipUpgradeParts {
  users: Pick<Users, "get" | "update">;
  admission: Pick<AdmissionPolicy, "isGuestOf" | "newcomer" | "registrationsAllowed">;
  credentials: Credentials;
  limitNewcomers: LimitNewcomers;
  announcer: Announcer;
}

/** A guest becomes a member, and keeps what is theirs. */
export function createMembershipUpgrade(
  { users, admission, credentials, limitNewcomers, announcer }: MembershipUpgradeParts,
): Pick<Identity, "becomeMember" | "becomeFirst" | "invitation"> {
  async function upgrade(
    actor: Actor,
    password: string,
    beside: DecideParts | undefined,
  ): Promise<Person> {
    const guest = await currentUser(users, actor);
    if (guest.role !== "guest") throw new ChatError("not-allowed");
    const passwordHash = await credentials.hashNew(password, guest.name);
    const member = ({ seenAt: _seen, invite: _used, ...record }: User): User => {
      if (record.role !== "guest") throw new ChatError("not-allowed"); // another tab was faster
      return { ...record, role: "member", passwordHash };
    };
    const user = orRefuse(await users.update(guest.id, member, beside), "not-signed-in");
    announceUsersChanged(announcer, user.id);
    return personOf(user);
  }

  /** The invitation that a guest came by, unless it was revoked since. */
  async function invitation(actor: Actor): Promise<string | undefined> {
    const { id, invite } = await currentUser(users, actor);
    return await admission.isGuestOf(invite, id) ? invite : undefined;
  }

  return {
    invitation,

    async becomeMember(actor, visitor, { password, invite }) {
      const [by, { id }] = [await invitation(actor) ?? invite, actor.user];
      const allowed = await admission.registrationsAllowed(by, id);
      await limitNewcomers("register", visitor, allowed);
      return await upgrade(actor, password, await admission.newcomer(visitor.address, by, id));
    },

    async becomeFirst(actor, visitor, { password }) {
      await limitNewcomers("register", visitor);
      return await upgrade(actor, password, undefined);
    },
  };
}
