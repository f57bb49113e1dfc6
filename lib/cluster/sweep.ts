import { keys } from "../store/keys.ts";
import type { Key, Mutation } from "../store/kv.ts";
import type { InstanceId } from "./bus.ts";
import { markSwept } from "./registry.ts";
import { pause, persist, type Surroundings } from "./surroundings.ts";

/** Interests swept in one commit: two rows each, their keys well under 80 KiB. */
const INTERESTS_A_COMMIT = 200;
/** Inbox entries swept in one commit: each read carries up to 64 KiB. */
const ENTRIES_A_COMMIT = 100;

/**
 * Removes what a departed instance left of the link's own: interests, inbox and wake key. Every
 * commit checks that it still has no lease: one that was only asleep and came back keeps its rows.
 */
export async function sweep(around: Surroundings, gone: InstanceId): Promise<void> {
  await sweepRows(around, gone, keys.interestsOf(gone), INTERESTS_A_COMMIT, (key) => [
    { type: "delete", key },
    { type: "delete", key: keys.interest(String(key.at(-1)), gone) },
  ]);
  await sweepRows(around, gone, keys.inboxOf(gone), ENTRIES_A_COMMIT, (key) => [
    { type: "delete", key },
  ]);
  await markSwept(around, gone);
}

async function sweepRows(
  around: Surroundings,
  gone: InstanceId,
  prefix: Key,
  limit: number,
  deletions: (key: Key) => Mutation[],
): Promise<void> {
  const { kv } = around;
  const unleased = { key: keys.lease(gone), versionstamp: null };
  const step = async (): Promise<"more" | "done" | undefined> => {
    const rows = await kv.list({ prefix }, { limit });
    if (rows.length === 0) return "done";
    const swept = await kv.commit([unleased], rows.flatMap(({ key }) => deletions(key)));
    if (swept.ok) return "more";
    return (await kv.get(unleased.key)).versionstamp === null ? undefined : "done";
  };
  while (await persist(around, "cluster: sweeping", step) === "more") await pause(around, 0);
}
