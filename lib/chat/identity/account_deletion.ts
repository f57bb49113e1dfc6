import type { Kv } from "../../kv/kv.ts";
import { ChatError } from "../../protocol/errors.ts";
import { changeAdministrators } from "../../store/community/administrators.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { Actor, Announcer } from "../chat.ts";
import { announceSessionsEnded, announceUsersChanged, currentUser } from "./current_user.ts";
import type { Identity } from "./identity.ts";
import type { ProveOwn } from "./prove_own.ts";
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
  proveOwn: ProveOwn;
  announcer: Announcer;
}

/** Ending one's own account. */
export function createAccountDeletion(
  { kv, users, sessions, own, proveOwn, announcer }: AccountDeletionParts,
): Pick<Identity, "deleteAccount"> {
  return {
    async deleteAccount(actor, proof, first) {
      const known = await currentUser(users, actor);
      // A guest has nothing that proves more than their session does.
      const user = known.role === "guest" ? known : await proveOwn(actor, proof, "delete");
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
