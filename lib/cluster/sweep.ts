import { sleep } from "../runtime/clock.ts";
import { keys } from "../kv/keys.ts";
import type { Key, Mutation } from "../kv/kv.ts";
import type { InstanceId } from "./bus.ts";
import { markSwept } from "./registry.ts";
import { type ClusterContext, persist } from "./context.ts";

/** Interests swept in one commit: two rows each, their keys well under 80 KiB. */
const INTERESTS_A_COMMIT = 200;
/** Inbox entries swept in one commit: each read carries up to 64 KiB. */
const ENTRIES_A_COMMIT = 100;

/**
 * Deletes the rows that a departed instance left: interests, inbox and wake key. Every commit checks
 * that it still has no lease: one that was only asleep and came back keeps its rows.
 */
export async function sweep(context: ClusterContext, gone: InstanceId): Promise<void> {
  await sweepRows(context, gone, keys.interestsOf(gone), INTERESTS_A_COMMIT, (key) => [
    { type: "delete", key },
    { type: "delete", key: keys.interest(String(key.at(-1)), gone) },
  ]);
  await sweepRows(context, gone, keys.inboxOf(gone), ENTRIES_A_COMMIT, (key) => [
    { type: "delete", key },
  ]);
  await markSwept(context, gone);
}

async function sweepRows(
  context: ClusterContext,
  gone: InstanceId,
  prefix: Key,
  limit: number,
  deletions: (key: Key) => Mutation[],
): Promise<void> {
  const { kv } = context;
  const unleased = { key: keys.lease(gone), versionstamp: null };
  const step = async (): Promise<"more" | "done" | undefined> => {
    const rows = await kv.list({ prefix }, { limit });
    if (rows.length === 0) return "done";
    const swept = await kv.commit([unleased], rows.flatMap(({ key }) => deletions(key)));
    if (swept.ok) return "more";
    return (await kv.get(unleased.key)).versionstamp === null ? undefined : "done";
  };
  while (await persist(context, "cluster: sweeping", step) === "more") {
    await sleep(context.clock, 0, context.ended);
  }
}
