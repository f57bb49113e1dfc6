import { ChatError } from "../../protocol/errors.ts";
import { outranks } from "../../protocol/permissions.ts";
import type { Users } from "../../store/people/users.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { Actor, Announcer } from "../chat.ts";
import { personOf } from "../identity/current_user.ts";
import { findPerson, type PersonReference, requirePermission } from "./authorize.ts";
import type { Newcomers } from "./newcomers.ts";

/** Who is new here, and who needs not be any more. All throw `not-allowed` and `unknown-user`. */
export interface Vouching {
  /** Ends for good that somebody is a newcomer; harmless twice. Throws `outranked`, `bot-role`. */
  vouchFor(actor: Actor, whom: PersonReference): Promise<void>;
  /** Whether somebody is a newcomer now. */
  newcomer(actor: Actor, whom: PersonReference): Promise<boolean>;
}

/** Vouching over people's records; each with its line in the audit log in one commit. */
export function createVouching(
  { users, newcomers, announcer, audit }: {
    users: Pick<Users, "byName" | "get" | "update">;
    newcomers: Pick<Newcomers, "isNewcomer">;
    announcer: Pick<Announcer, "announce">;
    audit: AuditEntries;
  },
): Vouching {
  return {
    async vouchFor(actor, which) {
      requirePermission(actor, "vouch for newcomers");
      const target = await findPerson(users, which);
      if (target.botBy) throw new ChatError("bot-role");
      if (!outranks(actor.user.role, target.role)) throw new ChatError("outranked");
      if (target.trustedAt !== undefined) return;
      const line = audit.entry(actor.user, { act: "vouched", whom: named(target) });
      const trustedAt = audit.now();
      const { id } = target;
      await users.update(id, (user) => ({ ...user, trustedAt }), async () => {
        const { checks } = await audit.confirm(actor, "vouch for newcomers");
        return { checks, mutations: [line] };
      });
      announcer.announce([{ topic: "everyone", message: { type: "changed", what: "user", id } }]);
    },

    async newcomer(actor, which) {
      requirePermission(actor, "vouch for newcomers");
      return await newcomers.isNewcomer(personOf(await findPerson(users, which)));
    },
  };
}
