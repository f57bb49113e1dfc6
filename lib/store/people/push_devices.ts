// The devices to which somebody wants to be notified while they are away.
import { commitChecked } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import { listAll, listPages } from "../../kv/list_pages.ts";
import type { UserId } from "../../protocol/events.ts";

/** What a browser gives to whoever may push to it (Push API), base64url. */
export interface PushKeys {
  /** Its public key, an uncompressed point of P-256. */
  p256dh: string;
  /** 16 bytes that only it and the sender know. */
  auth: string;
}

/** `["push_device", user, id]`. Times in milliseconds UTC. */
export interface PushDeviceRow {
  /** Where its push service takes what is for it. */
  endpoint: string;
  keys: PushKeys;
  /** What it is, in a few words: “Firefox on Linux”. */
  name: string;
  /** The session from which it was added: it ends with that. */
  session: string;
  /** The origin of the page: links lead there, and the push service may turn to it. */
  origin: string;
  locale: string;
  addedAt: number;
  /** When something last reached its push service. */
  sentAt?: number;
  /** When its push service said that it is not there any more. */
  goneAt?: number;
}

/** A device of somebody; its id follows from its endpoint. */
export interface PushDevice extends PushDeviceRow {
  id: string;
}

/** The devices of people, over a store. Rejects with `Unavailable`. */
export interface PushDevices {
  /** In the order in which they were added. */
  of(user: UserId): Promise<PushDevice[]>;
  /** Whoever has one. */
  holders(): Promise<Set<UserId>>;
  /**
   * Adds one, or renews it; of whoever had it before on the same browser, it is taken. `full` where
   * they have `limit` that are still there: one that is gone makes room.
   */
  add(user: UserId, device: PushDevice, limit: number): Promise<"added" | "full">;
  remove(user: UserId, ids: readonly string[]): Promise<void>;
  /** Notes how sending went; nothing where it was removed, or added anew, meanwhile. */
  note(
    user: UserId,
    device: PushDevice,
    what: Pick<PushDeviceRow, "sentAt" | "goneAt">,
  ): Promise<void>;
}

export function createPushDevices(kv: Kv): PushDevices {
  const read = async (user: UserId): Promise<PushDevice[]> => {
    const rows = await listAll<PushDeviceRow>(kv, keys.pushDevices(user));
    const devices = rows.map(({ key, value }) => ({ ...value, id: String(key.at(-1)) }));
    return devices.toSorted((a, b) => a.addedAt - b.addedAt);
  };
  const removal = (user: UserId, id: string): Mutation[] => [
    { type: "delete", key: keys.pushDevice(user, id) },
    { type: "delete", key: keys.pushEndpoint(id) },
  ];

  return {
    of: read,

    async holders() {
      const users = new Set<UserId>();
      for await (const page of listPages<PushDeviceRow>(kv, keys.allPushDevices())) {
        for (const { key } of page) users.add(String(key[1]));
      }
      return users;
    },

    async add(user, { id, ...row }, limit) {
      return await commitChecked<"added" | "full">(kv, async () => {
        const [before, holder] = await Promise.all([
          read(user),
          kv.get<UserId>(keys.pushEndpoint(id)),
        ]);
        const others = before.filter((one) => one.id !== id);
        const [gone] = others.filter(({ goneAt }) => goneAt !== undefined);
        const isFull = others.length >= limit;
        if (isFull && !gone) return { is: "done", result: "full" };
        const stranger = holder.value !== null && holder.value !== user ? holder.value : undefined;
        return {
          is: "commit",
          result: "added",
          checks: [{ key: keys.pushEndpoint(id), versionstamp: holder.versionstamp }],
          mutations: [
            ...(isFull && gone ? removal(user, gone.id) : []),
            ...(stranger ? [{ type: "delete", key: keys.pushDevice(stranger, id) } as const] : []),
            { type: "set", key: keys.pushDevice(user, id), value: row },
            { type: "set", key: keys.pushEndpoint(id), value: user },
          ],
        };
      });
    },

    async remove(user, ids) {
      if (ids.length > 0) await kv.commit([], ids.flatMap((id) => removal(user, id)));
    },

    async note(user, { id }, what) {
      const key = keys.pushDevice(user, id);
      const { value, versionstamp } = await kv.get<PushDeviceRow>(key);
      if (!value) return;
      // A check that fails means that it was removed or renewed just now.
      await kv.commit([{ key, versionstamp }], [{
        type: "set",
        key,
        value: { ...value, ...what },
      }]);
    },
  };
}
