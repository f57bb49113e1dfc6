import { TtlCache } from "../async/ttl_cache.ts";
import { within } from "../kv/deadline.ts";
import { keys } from "../kv/keys.ts";
import type { Kv } from "../kv/kv.ts";
import type { ConversationLog } from "../log/log.ts";
import type { Clock } from "../runtime/clock.ts";

/** A store that takes longer to write one row counts as away. */
const WRITE_DEADLINE_MS = 2_000;
/** A row that was written so lately need not be written again: whoever asks often costs no more. */
const FRESH_MS = 4_000;
/** The row of an instance that is gone is deleted some time after this. */
const ROW_KEPT_MS = 60 * 60_000;
/** A message that waits for so long means that messages are not stored, or far too slowly. */
const MAX_PENDING_MS = 5_000;

/** What is wrong: the store takes no writes, or the log makes no progress. */
export type HealthProblem = "store" | "log";

/**
 * Checks that messages can be stored: writes a row, which a full disk refuses although it is read, and
 * looks for how long the oldest message waits. Gives what is wrong; nothing when all is well.
 */
export function createHealthCheck(
  { kv, clock }: { kv: Pick<Kv, "commit">; clock: Clock },
  instance: string,
  log: Pick<ConversationLog, "oldestPendingMs">,
): () => Promise<HealthProblem | undefined> {
  const written = new TtlCache<true>(clock, { max: 1, ttlMs: FRESH_MS });

  async function write(): Promise<true | undefined> {
    const value = clock.now();
    const key = keys.health(instance);
    const commit = kv.commit([], [{ type: "set", key, value, expireIn: ROW_KEPT_MS }]);
    const { ok } = await within(clock, WRITE_DEADLINE_MS, "health check", commit);
    return ok || undefined;
  }

  return async () => {
    if (log.oldestPendingMs() > MAX_PENDING_MS) return "log";
    try {
      return await written.getOne("row", write) ? undefined : "store";
    } catch {
      return "store"; // late, away or full: the answer says so
    }
  };
}
