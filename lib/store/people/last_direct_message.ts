import type { UserId } from "../../protocol/events.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import type { Head } from "../../log/log.ts";

/** Direct conversations that are read. */
const MAX_LOOKED_AT = 100;

/** When somebody last wrote in a direct conversation of this user, of two or more: ms UTC, 0 for never. */
export async function lastDirectMessageAt(kv: Kv, user: UserId): Promise<number> {
  const among = (kind: string) =>
    kv.list({ start: keys.memberOf(user, `${kind}:`), end: keys.memberOf(user, `${kind};`) }, {
      limit: MAX_LOOKED_AT,
    });
  const marks = (await Promise.all([among("direct"), among("group")])).flat();
  const heads = await kv.getMany<Head>(marks.map(({ key }) => keys.head(String(key.at(-1)))));
  return Math.max(0, ...heads.map(({ value }) => value?.at ?? 0));
}
