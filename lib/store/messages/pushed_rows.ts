// What devices show of a conversation: until it is read there or elsewhere.
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";

/** `["pushed", conversation, user]`: the last message that was pushed, and to which devices. */
export interface PushedRow {
  seq: number;
  devices: string[];
}

/** What was pushed, over a store. Rejects with `Unavailable`. */
export interface PushedRows {
  note(conversation: ConversationId, user: UserId, row: PushedRow): Promise<void>;
  /** Those of a conversation; at most 1,000. */
  of(conversation: ConversationId): Promise<Array<PushedRow & { user: UserId }>>;
  /** Takes it away where `isOver` says so; nothing where another was faster. */
  take(
    conversation: ConversationId,
    user: UserId,
    isOver: (row: PushedRow) => boolean,
  ): Promise<PushedRow | undefined>;
}

/** A device that could not be reached for a day is not told either. */
const KEPT_MS = 24 * 60 * 60_000;
const MAX_ROWS = 1_000;

export function createPushedRows(kv: Kv): PushedRows {
  return {
    async note(conversation, user, value) {
      const key = keys.pushed(conversation, user);
      await kv.commit([], [{ type: "set", key, value, expireIn: KEPT_MS }]);
    },

    async of(conversation) {
      const range = { prefix: keys.pushedIn(conversation) };
      const rows = await kv.list<PushedRow>(range, { limit: MAX_ROWS });
      return rows.map(({ key, value }) => ({ ...value, user: String(key.at(-1)) }));
    },

    async take(conversation, user, isOver) {
      const key = keys.pushed(conversation, user);
      const { value, versionstamp } = await kv.get<PushedRow>(key);
      if (!value || !isOver(value)) return undefined;
      const { ok } = await kv.commit([{ key, versionstamp }], [{ type: "delete", key }]);
      return ok ? value : undefined;
    },
  };
}
