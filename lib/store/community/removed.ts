// How many messages moderators removed in each room. What the messages were is not kept (M3).
import { type CommitParts } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Entry, Kv } from "../../kv/kv.ts";
import { listAll } from "../../kv/list_pages.ts";
import type { ConversationId } from "../../protocol/events.ts";

/** `["removed", conversation]`. */
export interface RemovedRow {
  count: number;
}

/** What counts some more, in the commit that removes them; `row`: the count as it was read. */
export function countingRemoved({ key, value, versionstamp }: Entry<RemovedRow>, more = 1) {
  const row: RemovedRow = { count: (value?.count ?? 0) + more };
  return {
    checks: [{ key, versionstamp }],
    mutations: [{ type: "set", key, value: row }],
  } satisfies CommitParts;
}

/** Counts of removed messages. Everything rejects with `Unavailable`. */
export interface RemovedMessages {
  /** What counts one more, in the commit that removes it. */
  counting(conversation: ConversationId): Promise<CommitParts>;
  /** How many in a room. */
  in(conversation: ConversationId): Promise<number>;
  /** How many in all of them. */
  everywhere(): Promise<number>;
}

/** The counts in `kv`. */
export function createRemovedMessages(kv: Kv): RemovedMessages {
  const read = (conversation: ConversationId) => kv.get<RemovedRow>(keys.removed(conversation));
  return {
    counting: async (conversation) => countingRemoved(await read(conversation)),
    in: async (conversation) => (await read(conversation)).value?.count ?? 0,
    async everywhere() {
      const rows = await listAll<RemovedRow>(kv, keys.allRemoved());
      return rows.reduce((sum, { value }) => sum + value.count, 0);
    },
  };
}
