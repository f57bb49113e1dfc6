import type { Roster } from "../../../lib/cluster/roster.ts";
import { keys } from "../../../lib/kv/keys.ts";
import type { Kv } from "../../../lib/kv/kv.ts";
import { sleep, systemClock } from "../../../lib/runtime/clock.ts";

/** A dead instance is removed within 20 s (P2), and a sweep left by a dead sweeper 15 s later; twice that. */
const SWEPT_WITHIN_MS = 70_000;
const LOOK_EVERY_MS = 500;
const MANY = 100_000;

/** What dead instances left in the store, once it had the time to be swept: nothing. */
export async function leftovers(kv: Kv, instances: number): Promise<string[]> {
  let found: string[] = [];
  for (let waited = 0; waited <= SWEPT_WITHIN_MS; waited += LOOK_EVERY_MS) {
    found = await look(kv, instances);
    if (found.length === 0) return [];
    await sleep(systemClock, LOOK_EVERY_MS);
  }
  return found;
}

/** What dead instances have left in the store now. */
export async function look(kv: Kv, instances: number): Promise<string[]> {
  const { value } = await kv.get<Roster>(keys.live());
  const live = value?.instances ?? [];
  const found: string[] = [];
  if (live.length !== instances) found.push(`${live.length} instances are live, not ${instances}`);
  for (const [gone, sweeper] of Object.entries(value?.sweeping ?? {})) {
    found.push(`${gone} is still to be swept by ${sweeper}`);
  }
  // The instance's place in each kind of row.
  const rows = [
    { prefix: keys.lease("").slice(0, 1), at: 1 },
    { prefix: keys.interests("").slice(0, 1), at: 2 },
    { prefix: keys.presences(), at: 1 },
  ];
  for (const { prefix, at } of rows) {
    const dead = (await kv.list({ prefix }, { limit: MANY }))
      .map(({ key }) => String(key[at])).filter((instance) => !live.includes(instance));
    if (dead.length > 0) found.push(`${dead.length} rows of ${prefix[0]} are of the dead`);
  }
  return found;
}
