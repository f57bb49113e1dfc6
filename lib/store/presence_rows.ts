// Who is on which instance, as the instances leave it for each other, and what people say of themselves.
import type { PresenceChange, UserId } from "../protocol/events.ts";
import { keys } from "../kv/keys.ts";
import { type Check, type Kv, type Mutation, Unavailable } from "../kv/kv.ts";
import { writeRow } from "../kv/checked_write.ts";
import { listPages } from "../kv/list_pages.ts";

/** What a user says of themselves, until when (milliseconds UTC) where it ends. */
export interface Status {
  status: string;
  until?: number;
}

/** A user's presence on one instance. */
export interface PresenceRow {
  instance: string;
  presence: PresenceChange;
}

/** What stands where a status was cleared: an older write that is applied late meets its version. */
const CLEARED: Status = { status: "" };

/** Rows read or written at once. */
const PAGE = 500;

/** The presence rows of all instances. Each instance writes its own; a dead one's are swept. */
export interface PresenceRows {
  all(): Promise<PresenceRow[]>;
  /**
   * Sets each user's row on an instance; `undefined` removes it. With `check`, all is written only
   * while that holds: gives whether it did. Throws `Unavailable`.
   */
  write(
    instance: string,
    rows: ReadonlyMap<UserId, PresenceChange | undefined>,
    check?: Check,
  ): Promise<boolean>;
  /** Removes all rows of an instance. */
  sweep(instance: string): Promise<void>;
  status(user: UserId): Promise<Status | undefined>;
  setStatus(user: UserId, status: Status | undefined): Promise<void>;
}

/** Presence rows over a store. Every write says all there is to know: doing it twice is harmless. */
export function createPresenceRows(kv: Kv): PresenceRows {
  async function commit(mutations: readonly Mutation[], check?: Check): Promise<boolean> {
    for (let at = 0; at < mutations.length; at += PAGE) {
      const { ok } = await kv.commit(check ? [check] : [], mutations.slice(at, at + PAGE));
      if (!ok && check) return false;
      if (!ok) throw new Unavailable("Presence rows may not have been written");
    }
    return true;
  }

  return {
    async all() {
      const rows: PresenceRow[] = [];
      for await (const page of listPages<PresenceChange>(kv, keys.presences())) {
        rows.push(...page.map(({ key, value }) => ({ instance: String(key[1]), presence: value })));
      }
      return rows;
    },
    async write(instance, rows, check) {
      const mutations = [...rows].map(([user, value]): Mutation => {
        const key = keys.presence(instance, user);
        return value ? { type: "set", key, value } : { type: "delete", key };
      });
      return await commit(mutations, check);
    },
    async sweep(instance) {
      for await (const page of listPages(kv, keys.presenceOn(instance))) {
        await commit(page.map(({ key }): Mutation => ({ type: "delete", key })));
      }
    },
    async status(user) {
      const { value } = await kv.get<Status>(keys.status(user));
      return value?.status ? value : undefined;
    },
    async setStatus(user, value) {
      await writeRow(kv, keys.status(user), () => ({ value: value ?? CLEARED }));
    },
  };
}
