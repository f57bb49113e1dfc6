import { ChatError } from "../../protocol/errors.ts";
import type { Person, Role } from "../../protocol/events.ts";
import { administering, administeringFirst } from "../../store/administrators.ts";
import type { Setup } from "../../store/setup.ts";
import type { Actor } from "../chat.ts";
import { personOf } from "../identity_rules.ts";
import { type AdministrationParts, demand, journal, named, type Whom, whomMeant } from "./parts.ts";

/** Guesses at the setup code from one address. */
const GUESSES = { count: 10, windowMs: 5 * 60_000 };

/** Who is what. All throw a `ChatError` with the reason when they refuse. */
export interface Roles {
  /** Throws `guest-role` for a guest, and `last-administrator` where nobody would be left. */
  giveRole(actor: Actor, given: Whom & { role: Exclude<Role, "guest"> }): Promise<Person>;
  /** Whether a setup code is good, counting guesses by address. Throws `setup-invalid`. */
  checkSetup(code: string, address: string): Promise<void>;
  /** Makes the actor, a member, the first administrator, and the code worthless. */
  setUp(actor: Actor, code: string): Promise<Person>;
}

/** Roles: each change, its line in the journal and the row of administrators in one commit. */
export function createRoles(parts: AdministrationParts & { setup: Setup }): Roles {
  const { kv, users, announcer, attempts, setup } = parts;

  function changed(id: string) {
    announcer.announce([{ topic: "everyone", message: { type: "changed", what: "user", id } }]);
  }

  return {
    async giveRole(actor, { role, ...which }) {
      demand(actor, "give roles");
      const target = await whomMeant(parts, which);
      if (target.role === "guest") throw new ChatError("guest-role");
      if (target.role === role) return personOf(target);
      const line = journal(parts, actor.user, { act: "role", whom: named(target), role });
      const beside = administering(kv, target.id, role);
      const user = await users.update(
        target.id,
        (record) => record.role === "guest" ? record : { ...record, role },
        async () => {
          const { checks, mutations } = await beside();
          return { checks, mutations: [...mutations, line] };
        },
      );
      changed(user.id);
      return personOf(user);
    },

    async checkSetup(code, address) {
      const waitMs = await attempts.take("setup-address", address, GUESSES);
      if (waitMs > 0) {
        throw new ChatError("too-fast", { seconds: Math.ceil(waitMs / 1000) }, waitMs);
      }
      if (!await setup.accepts(code)) throw new ChatError("setup-invalid");
    },

    async setUp(actor, code) {
      if (actor.user.role === "guest") throw new ChatError("members-only");
      const { user: { id } } = actor;
      const line = journal(parts, actor.user, { act: "setup" });
      const [claim, first] = [setup.claiming(code), administeringFirst(kv, id)];
      const user = await users.update(
        id,
        (record) => ({ ...record, role: "administrator" }),
        async () => {
          const [used, made] = [await claim(), await first()];
          return {
            checks: [...used.checks, ...made.checks],
            mutations: [...used.mutations, ...made.mutations, line],
          };
        },
      );
      changed(id);
      return personOf(user);
    },
  };
}
