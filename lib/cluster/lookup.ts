import { keys } from "../store/keys.ts";
import type { Kv } from "../store/kv.ts";
import type { InstanceId, Topic } from "./bus.ts";

/** Up to so many peers, asking for each row is fewer reads than listing each topic's. */
const ASK_EACH_UP_TO_PEERS = 10;
/** Lists asked for at once. */
const LISTS_AT_ONCE = 32;
/** More rows than live instances: rows of the dead wait for their sweep. */
const ROWS_OF_THE_DEAD = 100;

/**
 * Which of `others` follow each of `topics`, now. May name instances that are not among `others` as
 * well: they left and are not swept yet, or they join just now and read the log after that.
 */
export async function lookUp(
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
  const limit = others.length + ROWS_OF_THE_DEAD;
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
