import type { Kv } from "../../kv/kv.ts";
import { ChatError } from "../../protocol/errors.ts";
import { changeAdministrators } from "../../store/community/administrators.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { Announcer } from "../chat.ts";
import { announceUsersChanged, currentUser } from "./current_user.ts";
import type { Erasing } from "./erasing.ts";
import type { Identity } from "./identity.ts";
import type { LimitIdentity } from "./limits.ts";
import type { ProveOwn } from "./prove_own.ts";
import type { Mutation } from "../../kv/kv.ts";
import { orRefuse } from "../refusals.ts";

/** What an account is deleted with. */
export interface AccountDeletionParts {
  kv: Kv;
  users: Pick<Users, "get" | "end">;
  /** The writes that remove what the record leads to, in the commit of their going: their picture. */
  rows(user: User): Mutation[];
  erasure: Erasing;
  proveOwn: ProveOwn;
  limit: LimitIdentity;
  announcer: Announcer;
}

/**
 * Ending one's own account: one commit after which nobody is there who could write, and which plans that
 * all the rest goes (lib/transfer/erasure.ts).
 */
export function createAccountDeletion(
  { kv, users, rows, erasure, proveOwn, limit, announcer }: AccountDeletionParts,
): Pick<Identity, "deleteAccount"> {
  return {
    async deleteAccount(actor, proof, messages) {
      const known = await currentUser(users, actor);
      // A guest has nothing that proves more than their session does; but whoever comes anew is another one.
      const isGuest = known.role === "guest";
      if (isGuest) await limit("guest-end-address", actor.address ?? known.id);
      const user = isGuest ? known : await proveOwn(actor, proof, "delete");
      await users.end(user.id, async (now) => {
        if (now.passwordHash !== user.passwordHash) throw new ChatError("wrong-password");
        const { checks, mutations } = orRefuse(
          await changeAdministrators(kv, user.id, undefined),
          "last-administrator",
        );
        const beside = [...rows(now), erasure.plan(user.id, messages)];
        return { checks, mutations: [...mutations, ...beside] };
      }, messages === "go" ? { messages } : {});
      announceUsersChanged(announcer, user.id);
      await erasure.begin(user.id, messages);
    },
  };
}
