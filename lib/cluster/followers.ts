import { keys } from "../kv/keys.ts";
import type { Kv } from "../kv/kv.ts";
import type { InstanceId, Topic } from "./bus.ts";

/** Up to so many peers, reading each row takes fewer reads than listing each topic's rows. */
const ASK_EACH_UP_TO_PEERS = 10;
/** Lists read at once. */
const LISTS_AT_ONCE = 32;
/** Rows of departed instances that a list may hold besides those of live ones. */
const DEPARTED_ROWS = 100;

/**
 * Reads which of `others` follow each of `topics`. May also name instances that are not among
 * `others`: departed ones that are not swept yet, or new ones, which read the log after they joined.
 * Throws `Unavailable`.
 */
export async function findFollowers(
  kv: Kv,
  topics: readonly Topic[],
  others: readonly InstanceId[],
): Promise<Map<Topic, InstanceId[]>> {
  const found = new Map<Topic, InstanceId[]>(topics.map((topic) => [topic, []]));
  if (others.length === 0 || topics.length === 0) return found;
  if (others.length <= ASK_EACH_UP_TO_PEERS) {
    const asked = topics.flatMap((topic) => others.map((other) => ({ topic, other })));
    const rows = await kv.getMany(asked.map(({ topic, other }) => keys.interest(topic, other)));
    asked.forEach(({ topic, other }, index) => {
      if (rows[index]?.versionstamp) found.get(topic)?.push(other);
    });
    return found;
  }
  const limit = others.length + DEPARTED_ROWS;
  for (let from = 0; from < topics.length; from += LISTS_AT_ONCE) {
    await Promise.all(
      topics.slice(from, from + LISTS_AT_ONCE).map(async (topic) => {
        const rows = await kv.list({ prefix: keys.interests(topic) }, { limit });
        found.set(topic, rows.map(({ key }) => String(key.at(-1))));
      }),
    );
  }
  return found;
}
