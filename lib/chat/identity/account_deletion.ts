import type { Kv } from "../../kv/kv.ts";
import { ChatError } from "../../protocol/errors.ts";
import { changeAdministrators } from "../../store/community/administrators.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { Credentials } from "./credentials.ts";
import { announceSessionsEnded, announceUsersChanged, currentUser } from "./current_user.ts";
import type { Identity } from "./identity.ts";
import type { LimitIdentity } from "./limits.ts";
import type { Mutation } from "../../kv/kv.ts";
import { orRefuse } from "../refusals.ts";

/** What an account is deleted with. */
export interface AccountDeletionParts {
  kv: Kv;
  users: Pick<Users, "get" | "remove">;
  sessions: Pick<Sessions, "endAll">;
  own: {
    /**
     * Removes what is the person's alone: what they have for later, and what they bookmarked; and takes
     * them out of groups, whose names say who is in them.
     */
    forget(actor: Actor): Promise<void>;
    /** The writes that remove the rest of it in the commit of their going: their picture. */
    rows(user: User): Mutation[];
  };
  credentials: Credentials;
  limit: LimitIdentity;
  announcer: Announcer;
}

/** Ending one's own account. */
export function createAccountDeletion(
  { kv, users, sessions, own, credentials, limit, announcer }: AccountDeletionParts,
): Pick<Identity, "deleteAccount"> {
  return {
    async deleteAccount(actor, password, first) {
      await limit("proof-session", actor.session);
      const user = await currentUser(users, actor);
      if (user.passwordHash !== undefined && !await credentials.proves(user, password)) {
        throw new ChatError("wrong-password");
      }
      const beside = async (now: User) => {
        if (now.passwordHash !== user.passwordHash) throw new ChatError("wrong-password");
        const { checks, mutations } = orRefuse(
          await changeAdministrators(kv, user.id, undefined),
          "last-administrator",
        );
        return { checks, mutations: [...mutations, ...own.rows(now)] };
      };
      await beside(user); // the last administrator is refused before anything is done
      await first?.();
      await own.forget(actor);
      await users.remove(user.id, beside);
      announceSessionsEnded(announcer, user.id, await sessions.endAll(user.id));
      announceUsersChanged(announcer, user.id);
    },
  };
}
