// What newcomers wrote: a row each while they are new, gone by itself.
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { keys } from "../../kv/keys.ts";
import type { Entry, Kv, Mutation } from "../../kv/kv.ts";

/** How many messages of a newcomer count; the last one by its id and place, and when (milliseconds UTC). */
export interface NewcomerRow {
  messages: number;
  id: string;
  conversation: ConversationId;
  seq: number;
  at: number;
  /** When the last one came that counts; absent before the first. */
  countedAt?: number;
}

/** The rows of newcomers. */
export interface NewcomerRows {
  /** With its version, for the commit of the next message. Rejects with `Unavailable`. */
  get(user: UserId): Promise<Entry<NewcomerRow>>;
}

/** The rows in `kv`. */
export function createNewcomerRows(kv: Pick<Kv, "get">): NewcomerRows {
  return { get: (user) => kv.get<NewcomerRow>(keys.newcomer(user)) };
}

/** Counts a message of a newcomer, for as long as they may be one. */
export function countNewcomer(user: UserId, row: NewcomerRow, forMs: number): Mutation {
  return { type: "set", key: keys.newcomer(user), value: row, expireIn: forMs };
}
