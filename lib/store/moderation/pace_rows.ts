// When people last wrote where they may not write often: one row a person and room, gone by itself.
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { keys } from "../../kv/keys.ts";
import type { Entry, Kv, Mutation } from "../../kv/kv.ts";

/** That somebody wrote the message of this id last, then (milliseconds UTC), and its place. */
export interface PaceRow {
  at: number;
  id: string;
  seq: number;
}

/** The rows of those who wrote in slow rooms. */
export interface PaceRows {
  /** With its version, for the commit of the next message. Rejects with `Unavailable`. */
  get(conversation: ConversationId, user: UserId): Promise<Entry<PaceRow>>;
}

/** The rows in `kv`. */
export function createPaceRows(kv: Pick<Kv, "get">): PaceRows {
  return { get: (conversation, user) => kv.get<PaceRow>(keys.pace(conversation, user)) };
}

/** Notes that somebody wrote, for as long as that keeps them from writing again. */
export function notePace(
  conversation: ConversationId,
  user: UserId,
  row: PaceRow,
  forMs: number,
): Mutation {
  return { type: "set", key: keys.pace(conversation, user), value: row, expireIn: forMs };
}
