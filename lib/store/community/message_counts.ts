// How many messages there were on a day: each instance adds up its own, and writes now and then.
import { keys } from "../../kv/keys.ts";
import { type Kv, Unavailable } from "../../kv/kv.ts";

/** Rows of instances that are long gone are of no use after the day is over. */
const KEPT_MS = 3 * 24 * 60 * 60_000;
/** Instances that one day may have had: on a platform that starts and ends them all the time. */
const MAX_INSTANCES = 5_000;

/** How many messages were said on a day, counted by each instance. */
export interface MessageCounts {
  /** Sets what an instance counted on a day; said twice it is the same. */
  write(day: string, instance: string, count: number): Promise<void>;
  sum(day: string): Promise<number>;
}

/** The day of a time, in UTC: `2026-01-31`. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The tallies in `kv`. */
export function createMessageCounts(kv: Kv): MessageCounts {
  return {
    async write(day, instance, value) {
      const key = keys.messageCount(day, instance);
      const { ok } = await kv.commit([], [{ type: "set", key, value, expireIn: KEPT_MS }]);
      if (!ok) throw new Unavailable("A message count may not have been written");
    },
    async sum(day) {
      const range = { prefix: keys.messageCounts(day) };
      const rows = await kv.list<number>(range, { limit: MAX_INSTANCES });
      return rows.reduce((sum, { value }) => sum + value, 0);
    },
  };
}
