import { ChatError } from "../../protocol/errors.ts";
import { outranks } from "../../protocol/permissions.ts";
import { commitChecked } from "../../kv/checked_write.ts";
import type { Kv } from "../../kv/kv.ts";
import type { SecondFactors } from "../../store/people/second_factors.ts";
import type { PasswordLinks } from "../../store/people/password_links.ts";
import type { Users } from "../../store/people/users.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { Actor } from "../chat.ts";
import { findPerson, type PersonReference, requirePermission } from "./authorize.ts";

/** Help for who lost their password, or what they prove themselves with besides. */
export interface PasswordHelp {
  /**
   * A link by which somebody chooses a new password: its code is given this once. Throws `not-allowed`,
   * `unknown-user`, `outranked` unless they stand below, `guest-role` and `bot-role` of who has none.
   */
  makePasswordLink(
    actor: Actor,
    whom: PersonReference,
  ): Promise<{ code: string; name: string; until: number }>;
  /** Switches somebody’s second factor off, if they have one. Throws the same. */
  removeSecondFactorOf(actor: Actor, whom: PersonReference): Promise<void>;
}

/** Links for new passwords, each with its line in the audit log. */
export function createPasswordHelp(
  { users, passwordLinks, secondFactors, kv, audit }: {
    secondFactors: Pick<SecondFactors, "switchingOff">;
    kv: Kv;
    users: Pick<Users, "byName" | "get">;
    passwordLinks: Pick<PasswordLinks, "make">;
    audit: AuditEntries;
  },
): PasswordHelp {
  /** Who is helped: somebody with an account, who stands below. */
  async function helped(actor: Actor, which: PersonReference) {
    requirePermission(actor, "help with a lost password");
    const target = await findPerson(users, which);
    if (target.role === "guest") throw new ChatError("guest-role");
    if (target.botBy) throw new ChatError("bot-role");
    if (!outranks(actor.user.role, target.role)) throw new ChatError("outranked");
    return target;
  }

  return {
    async makePasswordLink(actor, which) {
      const target = await helped(actor, which);
      const line = audit.entry(actor.user, { act: "password-link", whom: named(target) });
      const made = await passwordLinks.make(target.id, async () => {
        const { checks } = await audit.confirm(actor, "help with a lost password");
        return { checks, mutations: [line] };
      });
      return { ...made, name: target.name };
    },

    async removeSecondFactorOf(actor, which) {
      const target = await helped(actor, which);
      const whom = named(target);
      const line = audit.entry(actor.user, { act: "second-factor-removed", whom });
      await commitChecked<void>(kv, async () => {
        const off = await secondFactors.switchingOff(target.id);
        if (!off) return { is: "done", result: undefined };
        const { checks } = await audit.confirm(actor, "help with a lost password");
        return {
          is: "commit",
          result: undefined,
          checks: [...off.checks, ...checks],
          mutations: [...off.mutations, line],
        };
      });
    },
  };
}
