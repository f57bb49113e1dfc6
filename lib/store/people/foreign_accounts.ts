// Accounts elsewhere (OpenID Connect) by which people come in.
import type { UserId } from "../../protocol/events.ts";
import { digest } from "../../runtime/digest.ts";
import { commitChecked, type CommitParts, writeRow } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";

/** An account elsewhere. Times in milliseconds UTC. */
export interface ForeignAccount {
  /** The hash of its issuer and its subject there. */
  id: string;
  /** The provider's id in the configuration. */
  provider: string;
  /** What it is called there. */
  label: string;
  createdAt: number;
}

/** Accounts elsewhere, for all instances together. */
export interface ForeignAccounts {
  /** Whose it is. */
  owner(id: string): Promise<UserId | undefined>;
  list(user: UserId): Promise<ForeignAccount[]>;
  /** The writes that make one somebody's who is new, under a check that it is nobody's. */
  adding(user: UserId, account: ForeignAccount): CommitParts;
  /** Adds one to somebody's; `known` where it is another's. */
  link(user: UserId, account: ForeignAccount): Promise<"linked" | "known">;
  /** `false` when it is none of theirs. */
  unlink(user: UserId, id: string): Promise<boolean>;
  removeAll(user: UserId): Promise<void>;
}

/** What an account elsewhere is called here. */
export function foreignId(issuer: string, subject: string): string {
  return digest(`${issuer}\0${subject}`);
}

/** The accounts in `kv`. */
export function createForeignAccounts(kv: Kv): ForeignAccounts {
  const owner = async (id: string) =>
    (await kv.get<UserId>(keys.foreignOwner(id))).value ?? undefined;
  const list = async (user: UserId) =>
    (await kv.get<ForeignAccount[]>(keys.foreignAccounts(user))).value ?? [];

  return {
    owner,
    list,

    adding(user, account) {
      const [key, mark] = [keys.foreignAccounts(user), keys.foreignOwner(account.id)];
      return {
        checks: [{ key: mark, versionstamp: null }],
        mutations: [
          { type: "set", key, value: [account] },
          { type: "set", key: mark, value: user },
        ],
      };
    },

    async link(user, account) {
      const [key, mark] = [keys.foreignAccounts(user), keys.foreignOwner(account.id)];
      return await commitChecked(kv, async () => {
        const [held, owned] = [await kv.get<ForeignAccount[]>(key), await kv.get<UserId>(mark)];
        if (owned.value !== null) {
          return { is: "done", result: owned.value === user ? "linked" : "known" };
        }
        return {
          ...{ is: "commit", result: "linked" },
          checks: [
            { key, versionstamp: held.versionstamp },
            { key: mark, versionstamp: null },
          ],
          mutations: [
            { type: "set", key, value: [...held.value ?? [], account] },
            { type: "set", key: mark, value: user },
          ],
        };
      });
    },

    async unlink(user, id) {
      let known = false;
      await writeRow<ForeignAccount[]>(kv, keys.foreignAccounts(user), (held = []) => {
        const value = held.filter((one) => one.id !== id);
        known ||= value.length < held.length;
        if (value.length === held.length) return undefined;
        return { value, mutations: [{ type: "delete", key: keys.foreignOwner(id) }] };
      });
      return known;
    },

    async removeAll(user) {
      const held = await list(user);
      if (held.length === 0) return;
      const gone = [keys.foreignAccounts(user), ...held.map(({ id }) => keys.foreignOwner(id))];
      await kv.commit([], gone.map((key): Mutation => ({ type: "delete", key })));
    },
  };
}
