import { ChatError } from "../../protocol/errors.ts";
import type { ForeignAccounts } from "../../store/people/foreign_accounts.ts";
import type { Passkeys } from "../../store/people/passkeys.ts";
import type { Users } from "../../store/people/users.ts";
import { currentUser } from "./current_user.ts";
import type { ForeignWays } from "./foreign.ts";
import type { Providers } from "./providers.ts";

/** The accounts elsewhere by which one comes in. */
export function createOwnForeign(
  { providers, accounts, passkeys, users }: {
    providers: Pick<Providers, "shown" | "opening">;
    accounts: Pick<ForeignAccounts, "list" | "unlink">;
    passkeys: Pick<Passkeys, "list">;
    users: Pick<Users, "get">;
  },
): Pick<ForeignWays, "foreignAccounts" | "unlinkForeign" | "hasPassword"> {
  return {
    async foreignAccounts({ user }) {
      return (await accounts.list(user.id)).map(({ provider, id, label, createdAt }) => ({
        id,
        label,
        createdAt,
        provider: providers.shown().find((one) => one.id === provider)?.name ?? provider,
      }));
    },

    async unlinkForeign(actor, id) {
      const { id: owner, passwordHash } = await currentUser(users, actor);
      const held = await accounts.list(owner);
      const others = held.filter((one) => one.id !== id);
      const isOnly = others.length < held.length && passwordHash === undefined &&
        (await providers.opening(others)).length === 0 && (await passkeys.list(owner)).length === 0;
      if (isOnly) throw new ChatError("provider-last");
      return await accounts.unlink(owner, id);
    },

    hasPassword: async (actor) => (await currentUser(users, actor)).passwordHash !== undefined,
  };
}
