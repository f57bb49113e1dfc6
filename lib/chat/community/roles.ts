import { ChatError } from "../../protocol/errors.ts";
import type { Person, Role } from "../../protocol/events.ts";
import {
  changeAdministrators,
  claimFirstAdministrator,
} from "../../store/community/administrators.ts";
import type { Setup } from "../../store/community/setup.ts";
import type { Attempts } from "../../store/people/attempt_limits.ts";
import type { Users } from "../../store/people/users.ts";
import type { Kv } from "../../kv/kv.ts";
import { limitAttempts } from "../attempts.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { Actor, Announcer } from "../chat.ts";
import { personOf } from "../identity/current_user.ts";
import { findPerson, type PersonReference, requirePermission } from "../moderation/authorize.ts";
import { orRefuse } from "../refusals.ts";

/** Guesses at the setup code from one address. */
const GUESSES = { count: 10, windowMs: 5 * 60_000 };

/** Who is what. */
export interface Roles {
  /**
   * Throws `not-allowed`, `unknown-user`, `guest-role` for a guest, and `last-administrator` where
   * nobody would be left.
   */
  giveRole(
    actor: Actor,
    given: PersonReference & { role: Exclude<Role, "guest"> },
  ): Promise<Person>;
  /** Whether a setup code is good, counting guesses by address. Throws `setup-invalid`, `too-fast`. */
  checkSetup(code: string, address: string): Promise<void>;
  /**
   * Makes the actor, a member, the first administrator, and the code worthless. Throws `members-only`,
   * `setup-invalid`.
   */
  setUp(actor: Actor, code: string): Promise<Person>;
}

/** What roles are given with. */
export interface RoleParts {
  kv: Kv;
  users: Users;
  setup: Setup;
  attempts: Attempts;
  announcer: Announcer;
  audit: AuditEntries;
}

/** Roles: each change, its line in the audit log and the row of administrators in one commit. */
export function createRoles(
  { kv, users, setup, attempts, announcer, audit }: RoleParts,
): Roles {
  function changed(id: string) {
    announcer.announce([{ topic: "everyone", message: { type: "changed", what: "user", id } }]);
  }

  return {
    async giveRole(actor, { role, ...which }) {
      requirePermission(actor, "give roles");
      const target = await findPerson(users, which);
      if (target.role === "guest") throw new ChatError("guest-role");
      if (target.botBy) throw new ChatError("bot-role");
      if (target.role === role) return personOf(target);
      const line = audit.entry(actor.user, { act: "role", whom: named(target), role });
      const user = await users.update(
        target.id,
        (record) => {
          if (record.role === "guest") throw new ChatError("guest-role");
          return { ...record, role };
        },
        async () => {
          const parts = await changeAdministrators(kv, target.id, role);
          const { checks, mutations } = orRefuse(parts, "last-administrator");
          const confirmed = await audit.confirm(actor, "give roles");
          return { checks: [...checks, ...confirmed.checks], mutations: [...mutations, line] };
        },
      );
      if (!user) throw new ChatError("unknown-user", { name: target.name });
      changed(user.id);
      return personOf(user);
    },

    async checkSetup(code, address) {
      await limitAttempts(attempts, "setup-address", address, GUESSES);
      if (!await setup.accepts(code)) throw new ChatError("setup-invalid");
    },

    async setUp(actor, code) {
      if (actor.user.role === "guest") throw new ChatError("members-only");
      const { user: { id } } = actor;
      const line = audit.entry(actor.user, { act: "setup" });
      const user = await users.update(
        id,
        (record) => ({ ...record, role: "administrator" }),
        async () => {
          const used = orRefuse(await setup.claim(code), "setup-invalid");
          const made = orRefuse(await claimFirstAdministrator(kv, id), "setup-invalid");
          return {
            checks: [...used.checks, ...made.checks],
            mutations: [...used.mutations, ...made.mutations, line],
          };
        },
      );
      changed(id);
      return personOf(orRefuse(user, "not-signed-in"));
    },
  };
}
