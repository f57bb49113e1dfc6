import { ChatError } from "../../protocol/errors.ts";
import { GENERAL, type Person, type Role } from "../../protocol/events.ts";
import {
  changeAdministrators,
  claimFirstAdministrator,
} from "../../store/community/administrators.ts";
import { titleGeneral } from "../../store/conversations/conversations.ts";
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
   * Makes the actor, a member, the first administrator, and the code worthless; the room that everybody
   * is in is called by a word of their language. Throws `members-only`, `setup-invalid`.
   */
  setUp(actor: Actor, code: string, locale?: string): Promise<Person>;
}

/** What roles are given with. */
export interface RoleParts {
  kv: Kv;
  users: Users;
  setup: Setup;
  attempts: Attempts;
  announcer: Announcer;
  audit: AuditEntries;
  /** What the room that everybody is in is called in a language; `undefined` for its name. */
  generalTitle(locale: string | undefined): string | undefined;
}

/** Roles: each change, its line in the audit log and the row of administrators in one commit. */
export function createRoles(
  { kv, users, setup, attempts, announcer, audit, generalTitle }: RoleParts,
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

    async setUp(actor, code, locale) {
      if (actor.user.role === "guest") throw new ChatError("members-only");
      const { user: { id } } = actor;
      const line = audit.entry(actor.user, { act: "setup" });
      const title = generalTitle(locale);
      const user = await users.update(
        id,
        (record) => ({ ...record, role: "administrator" }),
        async () => {
          const used = orRefuse(await setup.claim(code), "setup-invalid");
          const made = orRefuse(await claimFirstAdministrator(kv, id), "setup-invalid");
          const named = title === undefined ? undefined : await titleGeneral(kv, title);
          return {
            checks: [...used.checks, ...made.checks, ...named?.checks ?? []],
            mutations: [...used.mutations, ...made.mutations, ...named?.mutations ?? [], line],
          };
        },
      );
      changed(id);
      if (title !== undefined) {
        announcer.announce([{
          topic: `conversation:${GENERAL}`,
          message: { type: "changed", what: "conversation", id: GENERAL },
        }]);
      }
      return personOf(orRefuse(user, "not-signed-in"));
    },
  };
}
