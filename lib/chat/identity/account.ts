import { ChatError } from "../../protocol/errors.ts";
import { signInNameOf } from "../../store/people/user.ts";
import type { Users } from "../../store/people/users.ts";
import type { Announcer } from "../chat.ts";
import type { Credentials } from "./credentials.ts";
import { announceUsersChanged, currentUser, personOf } from "./current_user.ts";
import type { EndElsewhere } from "./end_elsewhere.ts";
import type { Identity } from "./identity.ts";
import type { LimitIdentity } from "./limits.ts";
import type { NameRelease } from "./name_release.ts";
import type { ProveOwn } from "./prove_own.ts";
import { changeSignInNameOf, renameUser } from "./names.ts";

/** What one's own account is changed with. */
export interface AccountParts {
  users: Users;
  endElsewhere: EndElsewhere;
  credentials: Pick<Credentials, "hashNew">;
  proveOwn: ProveOwn;
  limit: LimitIdentity;
  names: NameRelease;
}

type AccountUseCases =
  | "changePassword"
  | "changeName"
  | "signInName"
  | "changeSignInName"
  | "changeLocale";

/** What is one's own to change. */
export function createAccount(
  { users, endElsewhere, credentials, proveOwn, limit, names }: AccountParts,
  announcer: Announcer,
): Pick<Identity, AccountUseCases> {
  return {
    async changePassword(actor, { current, next }) {
      const user = await proveOwn(actor, current, "password");
      const passwordHash = await credentials.hashNew(next, user.name, signInNameOf(user));
      await users.update(user.id, (record) => {
        // Another change was faster: what was proven is no longer the password.
        if (record.passwordHash !== user.passwordHash) throw new ChatError("wrong-password");
        return { ...record, passwordHash };
      });
      await endElsewhere(user.id, actor.session);
    },

    async changeName(actor, name) {
      if (actor.bot) throw new ChatError("not-for-bots");
      await limit("rename-user", actor.user.id);
      names.requireFit({ name, role: actor.user.role });
      const { user, released } = await renameUser(users, actor.user.id, name, names.mayRelease)
        .catch(async (error) => {
          throw await names.explain(error, actor.user.role);
        });
      await names.dismiss(released);
      announceUsersChanged(announcer, user.id);
      return personOf(user);
    },

    async signInName(actor) {
      const user = await currentUser(users, actor);
      return user.role === "guest" || user.botBy ? undefined : signInNameOf(user);
    },

    async changeSignInName(actor, { name, password }) {
      const user = await proveOwn(actor, password, "sign-in-name");
      await limit("rename-user", user.id);
      const { released } = await changeSignInNameOf(users, user.id, name, names.mayRelease);
      await names.dismiss(released);
    },

    async changeLocale(actor, locale) {
      await users.update(actor.user.id, (user) => ({ ...user, locale }));
    },
  };
}
