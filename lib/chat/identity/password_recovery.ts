import type { PasswordLinks } from "../../store/people/password_links.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import { signInNameOf } from "../../store/people/user.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { Announcer } from "../chat.ts";
import { orRefuse } from "../refusals.ts";
import type { BeginSession } from "./begin_session.ts";
import type { Credentials } from "./credentials.ts";
import { announceSessionsEnded } from "./current_user.ts";
import type { Identity } from "./identity.ts";
import type { LimitIdentity } from "./limits.ts";

/** What a lost password is replaced with. */
export interface PasswordRecoveryParts {
  users: Pick<Users, "get" | "update">;
  passwordLinks: Pick<PasswordLinks, "find">;
  sessions: Pick<Sessions, "endAll">;
  credentials: Credentials;
  limit: LimitIdentity;
  announcer: Announcer;
  beginSession: BeginSession;
}

/** A new password by a link that somebody was given. */
export function createPasswordRecovery(parts: PasswordRecoveryParts): Pick<
  Identity,
  "passwordLink" | "recoverPassword"
> {
  const { users, passwordLinks, sessions, credentials, limit, announcer, beginSession } = parts;

  async function ownerOf(code: string): Promise<User> {
    const link = orRefuse(await passwordLinks.find(code), "password-link-over");
    const user = await users.get(link.user);
    return orRefuse(user?.goneAt === undefined ? user : undefined, "password-link-over");
  }

  return {
    async passwordLink({ address }, code) {
      await limit("password-link-address", address);
      const user = await ownerOf(code);
      return { name: user.name, signInName: signInNameOf(user) };
    },

    async recoverPassword(visitor, code, next) {
      await limit("password-link-address", visitor.address);
      const user = await ownerOf(code);
      const { id } = user;
      const passwordHash = await credentials.hashNew(next, user.name, signInNameOf(user));
      const changed = await users.update(
        id,
        (record) => ({ ...record, passwordHash }),
        // The link is used up by the commit that changes the password: it does so once.
        async () => orRefuse(await passwordLinks.find(code), "password-link-over").use,
      );
      announceSessionsEnded(announcer, id, await sessions.endAll(id));
      return await beginSession(orRefuse(changed, "password-link-over"), visitor);
    },
  };
}
