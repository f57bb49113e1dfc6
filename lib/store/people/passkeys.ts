// Passkeys (Web Authentication): public keys of one's devices.
import type { UserId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import { digest } from "../../runtime/digest.ts";
import {
  commitChecked,
  type CommitParts,
  type DecideParts,
  writeRow,
} from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";

/** A passkey as the store keeps it: nothing of it opens anything. Times in milliseconds UTC. */
export interface Passkey {
  /** The hash of its credential id: short enough for keys and addresses. */
  id: string;
  /** The id that the authenticator gave it, in base64url. */
  credential: string;
  /** COSE, in base64url. */
  publicKey: string;
  /** How often it signed, where it counts; less than before means a copy. */
  counter: number;
  /** How browsers reach it. */
  transports?: string[];
  /** What its owner calls it. */
  name: string;
  createdAt: number;
  usedAt?: number;
}

/** One's passkeys, for all instances together. */
export interface Passkeys {
  /** In the order in which they were added. */
  list(user: UserId): Promise<Passkey[]>;
  /** Whose passkey has this credential id, and which it is. */
  find(credential: string): Promise<{ user: UserId; passkey: Passkey } | undefined>;
  /** Adds one with what `beside` says; `known`: somebody has it already. Throws what `beside` throws. */
  add(user: UserId, passkey: Passkey, beside: DecideParts): Promise<"added" | "full" | "known">;
  /** The writes that note a use; `undefined` when it was removed meanwhile. */
  using(user: UserId, id: string, counter: number): Promise<CommitParts | undefined>;
  /** `false` when it is none of theirs. */
  rename(user: UserId, id: string, name: string): Promise<boolean>;
  /** `false` when it is none of theirs. */
  remove(user: UserId, id: string): Promise<boolean>;
  removeAll(user: UserId): Promise<void>;
}

/** Passkeys of one person: one for each device, and some spare. */
export const MAX_PASSKEYS = 20;
/** What a passkey is called here, by its credential id. */
export function passkeyId(credential: string): string {
  return digest(credential);
}

/** The passkeys in `kv`. */
export function createPasskeys({ kv, clock }: { kv: Kv; clock: Clock }): Passkeys {
  async function list(user: UserId): Promise<Passkey[]> {
    return (await kv.get<Passkey[]>(keys.passkeys(user))).value ?? [];
  }

  /** Changes the row of somebody's passkeys; `false` where `id` is none of them. */
  async function change(user: UserId, id: string, to: (passkey: Passkey) => Passkey | undefined) {
    let known = false;
    await writeRow<Passkey[]>(kv, keys.passkeys(user), (held = []) => {
      const one = held.find((passkey) => passkey.id === id);
      known ||= one !== undefined;
      if (!one) return undefined;
      const next = to(one);
      const value = held.flatMap((passkey) => passkey === one ? next ?? [] : [passkey]);
      const owner = keys.passkeyOwner(id);
      return { value, mutations: next ? [] : [{ type: "delete", key: owner }] };
    });
    return known;
  }

  return {
    list,

    async find(credential) {
      const id = passkeyId(credential);
      const { value: user } = await kv.get<UserId>(keys.passkeyOwner(id));
      if (user === null) return undefined;
      const passkey = (await list(user)).find((one) => one.id === id);
      return passkey && { user, passkey };
    },

    async add(user, passkey, beside) {
      const key = keys.passkeys(user);
      const owner = keys.passkeyOwner(passkey.id);
      return await commitChecked(kv, async () => {
        const { value, versionstamp } = await kv.get<Passkey[]>(key);
        const held = value ?? [];
        // An answer was lost; nobody else makes a credential of the same id.
        if (held.some(({ id }) => id === passkey.id)) return { is: "done", result: "added" };
        if (held.length >= MAX_PASSKEYS) return { is: "done", result: "full" };
        if ((await kv.get(owner)).value !== null) return { is: "done", result: "known" };
        const { checks, mutations } = await beside();
        return {
          is: "commit",
          result: "added",
          checks: [{ key, versionstamp }, { key: owner, versionstamp: null }, ...checks],
          mutations: [
            { type: "set", key, value: [...held, passkey] },
            { type: "set", key: owner, value: user },
            ...mutations,
          ],
        };
      });
    },

    async using(user, id, counter) {
      const key = keys.passkeys(user);
      const { value, versionstamp } = await kv.get<Passkey[]>(key);
      if (!value?.some((passkey) => passkey.id === id)) return undefined;
      const used = { counter, usedAt: clock.now() };
      const next = value.map((passkey) => passkey.id === id ? { ...passkey, ...used } : passkey);
      return {
        checks: [{ key, versionstamp }],
        mutations: [{ type: "set", key, value: next }],
      };
    },

    rename: (user, id, name) => change(user, id, (passkey) => ({ ...passkey, name })),
    remove: (user, id) => change(user, id, () => undefined),

    async removeAll(user) {
      const held = await list(user);
      const gone = [keys.passkeys(user), ...held.map(({ id }) => keys.passkeyOwner(id))];
      if (held.length > 0) await kv.commit([], gone.map((key) => ({ type: "delete", key })));
    },
  };
}
