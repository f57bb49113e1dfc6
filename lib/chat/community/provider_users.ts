import type { ForeignProvider } from "../../protocol/foreign_providers.ts";
import type { ForeignAccounts } from "../../store/people/foreign_accounts.ts";
import type { Passkeys } from "../../store/people/passkeys.ts";
import type { User, Users } from "../../store/people/users.ts";
import { isOf, type KnownProvider } from "../identity/providers.ts";

/** Who comes in by providers. */
export interface ProviderUsers {
  /**
   * How many accounts of a provider are connected, and who would have no way in without it; `all`: the
   * providers that there are. Reads the accounts elsewhere of everybody. Rejects with `Unavailable`.
   */
  by(
    provider: ForeignProvider,
    all: readonly KnownProvider[],
  ): Promise<{ accounts: number; locked: User[] }>;
}

/** Who comes in by them, over the stores. */
export function createProviderUsers(
  { accounts, passkeys, users }: {
    accounts: Pick<ForeignAccounts, "everybody">;
    passkeys: Pick<Passkeys, "list">;
    users: Pick<Users, "getMany">;
  },
): ProviderUsers {
  return {
    async by(provider, all) {
      const others = all.filter(({ id, off }) => id !== provider.id && !off);
      const rows = (await accounts.everybody()).map(({ user, accounts }) => ({
        user,
        own: accounts.filter((account) => isOf(provider, account)).length,
        isElsewhere: accounts.some((account) => others.some((other) => isOf(other, account))),
      })).filter(({ own }) => own > 0);
      const here = await users.getMany(rows.map(({ user }) => user));
      const kept = rows.filter(({ user }) =>
        here.has(user) && here.get(user)?.goneAt === undefined
      );
      const bare = kept.filter(({ user, isElsewhere }) =>
        !isElsewhere && here.get(user)?.passwordHash === undefined
      );
      const keys = await Promise.all(bare.map(({ user }) => passkeys.list(user)));
      return {
        accounts: kept.reduce((sum, { own }) => sum + own, 0),
        locked: bare.flatMap(({ user }, n) => keys[n]?.length === 0 ? here.get(user) ?? [] : []),
      };
    },
  };
}
