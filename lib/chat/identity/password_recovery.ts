import type { PasswordLinks } from "../../store/people/password_links.ts";
import { signInNameOf } from "../../store/people/user.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { AuditEntries } from "../audit_entries.ts";
import { orRefuse } from "../refusals.ts";
import type { Credentials } from "./credentials.ts";
import type { EndElsewhere } from "./end_elsewhere.ts";
import type { Identity } from "./identity.ts";
import type { LimitFailures } from "./limits.ts";
import type { EnterProven } from "./second_step.ts";

/** What a lost password is replaced with. */
export interface PasswordRecoveryParts {
  users: Pick<Users, "get" | "update">;
  passwordLinks: Pick<PasswordLinks, "find">;
  endElsewhere: EndElsewhere;
  credentials: Credentials;
  limitFailures: LimitFailures;
  enterProven: EnterProven;
  audit: Pick<AuditEntries, "entry">;
}

/** A new password by a link that somebody was given. */
export function createPasswordRecovery(parts: PasswordRecoveryParts): Pick<
  Identity,
  "passwordLink" | "recoverPassword"
> {
  const { users, passwordLinks, endElsewhere, credentials, limitFailures, enterProven, audit } =
    parts;

  const ownerOf = (address: string, code: string): Promise<User> =>
    limitFailures(
      ...["link", address] as const,
      ["password-link-over"],
      async () => {
        const link = orRefuse(await passwordLinks.find(code), "password-link-over");
        const user = await users.get(link.user);
        return orRefuse(user?.goneAt === undefined ? user : undefined, "password-link-over");
      },
    );

  return {
    async passwordLink({ address }, code) {
      const user = await ownerOf(address, code);
      return { name: user.name, signInName: signInNameOf(user) };
    },

    async recoverPassword(visitor, code, next) {
      const user = await ownerOf(visitor.address, code);
      const { id } = user;
      const passwordHash = await credentials.hashNew(next, user.name, signInNameOf(user));
      const line = audit.entry(user, { act: "password-recovered" });
      const changed = await users.update(
        id,
        (record) => ({ ...record, passwordHash }),
        // The link is used up by the commit that changes the password: it does so once.
        async () => {
          const { use } = orRefuse(await passwordLinks.find(code), "password-link-over");
          return { ...use, mutations: [...use.mutations, line] };
        },
      );
      await endElsewhere(id);
      return await enterProven(orRefuse(changed, "password-link-over"), visitor);
    },
  };
}
