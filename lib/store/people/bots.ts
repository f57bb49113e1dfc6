// Which users are bots: an index over their records.
import type { UserId } from "../../protocol/events.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import { listAll } from "../../kv/list_pages.ts";

/** The write that marks a user as a bot, beside their record. */
export function markBot(id: UserId): Mutation {
  return { type: "set", key: keys.bot(id), value: true };
}

/** The write that takes it from the index, once it is gone. */
export function unmarkBot(id: UserId): Mutation {
  return { type: "delete", key: keys.bot(id) };
}

/** The ids of all bots. Rejects with `Unavailable`. */
export async function listBots(kv: Pick<Kv, "list">): Promise<UserId[]> {
  return (await listAll(kv, keys.bots())).map(({ key }) => String(key.at(-1)));
}
