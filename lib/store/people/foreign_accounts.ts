// Accounts elsewhere (OpenID Connect) by which people come in.
import type { UserId } from "../../protocol/events.ts";
import { canonicalIssuer } from "../../protocol/foreign_providers.ts";
import { digest } from "../../runtime/digest.ts";
import {
  commitChecked,
  type CommitParts,
  type DecideParts,
  writeRow,
} from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import { listAll } from "../../kv/list_pages.ts";

/** An account elsewhere. Times in milliseconds UTC. */
export interface ForeignAccount {
  /** The hash of its issuer and its subject there, see `foreignIds`. */
  id: string;
  /** The provider's id when it was connected. */
  provider: string;
  /** Who vouches for it; absent in those of older versions. */
  issuer?: string;
  /** What it is called there. */
  label: string;
  createdAt: number;
  /** It was disconnected: it lets nobody in, and makes nobody new either, while they are here. */
  former?: true;
}

/** Accounts elsewhere, for all instances together. */
export interface ForeignAccounts {
  /** Whose it is, or was until they disconnected it. */
  owner(id: string): Promise<UserId | undefined>;
  list(user: UserId): Promise<ForeignAccount[]>;
  /** What holds a commit to one that is somebody's; `undefined` where it is none of theirs. */
  holding(user: UserId, id: string): Promise<CommitParts | undefined>;
  /** Those of everybody, by their owners. */
  everybody(): Promise<Array<{ user: UserId; accounts: ForeignAccount[] }>>;
  /** The writes that make one somebody's who is new, under a check that it is nobody's. */
  adding(user: UserId, account: ForeignAccount): CommitParts;
  /** Adds one to somebody's with what `beside` says; `known` where it is another's. Throws what `beside` throws. */
  link(user: UserId, account: ForeignAccount, beside: DecideParts): Promise<"linked" | "known">;
  /** `false` when it is none of theirs. */
  unlink(user: UserId, id: string): Promise<boolean>;
  removeAll(user: UserId): Promise<void>;
}

/** What an account elsewhere is called here: as one is made now, then as older versions made it. */
export function foreignIds(issuer: string, subject: string): [string, ...string[]] {
  const canonical = canonicalIssuer(issuer);
  const idOf = (written: string) => digest(`${written}\0${subject}`);
  // Older versions took the issuer as it was written.
  const older = new Set([`${canonical}/`, issuer].filter((written) => written !== canonical));
  return [idOf(canonical), ...[...older].map(idOf)];
}

/** The accounts in `kv`. */
export function createForeignAccounts(kv: Kv): ForeignAccounts {
  const owner = async (id: string) =>
    (await kv.get<UserId>(keys.foreignOwner(id))).value ?? undefined;
  const all = async (user: UserId) =>
    (await kv.get<ForeignAccount[]>(keys.foreignAccounts(user))).value ?? [];
  const live = (accounts: ForeignAccount[]) => accounts.filter(({ former }) => !former);
  const list = async (user: UserId) => live(await all(user));

  return {
    owner,
    list,

    async holding(user, id) {
      const key = keys.foreignAccounts(user);
      const { value, versionstamp } = await kv.get<ForeignAccount[]>(key);
      if (!live(value ?? []).some((one) => one.id === id)) return undefined;
      return { checks: [{ key, versionstamp }], mutations: [] };
    },

    async everybody() {
      const rows = await listAll<ForeignAccount[]>(kv, keys.allForeignAccounts());
      return rows.map(({ key, value }) => ({ user: String(key.at(-1)), accounts: live(value) }));
    },

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

    link: createLink(kv),

    async unlink(user, id) {
      let known = false;
      await writeRow<ForeignAccount[]>(kv, keys.foreignAccounts(user), (held = []) => {
        const gone = held.find((one) => one.id === id && !one.former);
        known ||= gone !== undefined;
        if (!gone) return undefined;
        const former: ForeignAccount = { ...gone, label: "", former: true };
        return { value: held.map((one) => one === gone ? former : one) };
      });
      return known;
    },

    async removeAll(user) {
      const held = await all(user);
      if (held.length === 0) return;
      const gone = [keys.foreignAccounts(user), ...held.map(({ id }) => keys.foreignOwner(id))];
      await kv.commit([], gone.map((key): Mutation => ({ type: "delete", key })));
    },
  };
}

function createLink(kv: Kv): ForeignAccounts["link"] {
  return async (user, account, beside) => {
    const [key, mark] = [keys.foreignAccounts(user), keys.foreignOwner(account.id)];
    return await commitChecked(kv, async () => {
      const [held, owned] = [await kv.get<ForeignAccount[]>(key), await kv.get<UserId>(mark)];
      const before = held.value ?? [];
      const { checks, mutations } = await beside();
      const isOn = before.some(({ id, former }) => id === account.id && !former);
      const isTheirs = owned.value === user;
      if (isOn && isTheirs) return { is: "done", result: "linked" };
      if (owned.value !== null && !isTheirs) return { is: "done", result: "known" };
      return {
        is: "commit",
        result: "linked",
        checks: [
          { key, versionstamp: held.versionstamp },
          { key: mark, versionstamp: owned.versionstamp },
          ...checks,
        ],
        mutations: [
          { type: "set", key, value: [...before.filter(({ id }) => id !== account.id), account] },
          { type: "set", key: mark, value: user },
          ...mutations,
        ],
      };
    });
  };
}
