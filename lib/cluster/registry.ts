import { keys } from "../kv/keys.ts";
import type { Check, Entry, Mutation } from "../kv/kv.ts";
import type { InstanceId } from "./bus.ts";
import { EMPTY_ROSTER, type Roster, withDeparted, withJoined, withSwept } from "./roster.ts";
import { type ClusterContext, persist } from "./context.ts";

/**
 * The value of a lease: for each peer, the number of the last message that this instance sent to it.
 * So a peer learns of a loss although nothing more is sent. Instances of other versions may say
 * nothing of it: their leases lapse all the same.
 */
export interface Lease {
  sent?: Record<InstanceId, number>;
}

/** Joins: enters the roster and takes a lease, in one commit. Gives the lease's version. */
export function join(context: ClusterContext, lease: () => Lease): Promise<string> {
  const { kv, me } = context;
  const leaseKey = keys.lease(me);
  return persist(context, "cluster: joining", async () => {
    const [live, own] = await kv.getMany<unknown>([keys.live(), leaseKey]) as [
      Entry<Roster>,
      Entry<Lease>,
    ];
    const now = live.value ?? EMPTY_ROSTER;
    // The answer of an earlier commit was lost or wrong: we are in already.
    if (now.instances.includes(me) && own.versionstamp !== null) return own.versionstamp;
    const committed = await kv.commit(
      [{ key: live.key, versionstamp: live.versionstamp }, {
        key: leaseKey,
        versionstamp: own.versionstamp,
      }],
      [
        { type: "set", key: live.key, value: withJoined(now, me) },
        { type: "set", key: leaseKey, value: lease() },
      ],
    );
    return committed.ok ? committed.versionstamp : undefined;
  });
}

/** Leaves the roster and gives up the lease; this instance sweeps its own rows. */
export function leave(context: ClusterContext): Promise<true> {
  const { me } = context;
  return edit(
    context,
    (live) => live.instances.includes(me) ? withDeparted(live, me, me) : undefined,
    [{ type: "delete", key: keys.lease(me) }],
  );
}

/** Notes that the sweep of `gone` is done, and deletes its wake key. */
export function markSwept(context: ClusterContext, gone: InstanceId): Promise<true> {
  const { me } = context;
  return edit(context, (live) => live.sweeping[gone] === me ? withSwept(live, gone) : undefined, [
    { type: "delete", key: keys.wake(gone) },
  ]);
}

/**
 * One try to remove peers whose leases lapsed, and to take over sweeps whose sweeper is gone. Of
 * several survivors one wins. A peer that renewed its lease meanwhile stays. Throws `Unavailable`.
 */
export async function remove(
  { kv, me }: ClusterContext,
  live: Entry<Roster>,
  lapsed: ReadonlyArray<{ instance: InstanceId; versionstamp: string | null }>,
  orphans: readonly InstanceId[],
): Promise<void> {
  let next = live.value ?? EMPTY_ROSTER;
  const checks: Check[] = [{ key: live.key, versionstamp: live.versionstamp }];
  const mutations: Mutation[] = [];
  for (const { instance, versionstamp } of lapsed.slice(0, kv.maxChecks - 1)) {
    next = withDeparted(next, instance, me);
    checks.push({ key: keys.lease(instance), versionstamp });
    mutations.push({ type: "delete", key: keys.lease(instance) });
  }
  for (const orphan of orphans) next = withDeparted(next, orphan, me);
  await kv.commit(checks, [...mutations, { type: "set", key: live.key, value: next }]);
}

/** Changes the roster under its check until `change` finds nothing to change. */
function edit(
  context: ClusterContext,
  change: (live: Roster) => Roster | undefined,
  mutations: readonly Mutation[],
): Promise<true> {
  const { kv } = context;
  return persist(context, "cluster: changing the roster", async () => {
    const { key, value, versionstamp } = await kv.get<Roster>(keys.live());
    const next = change(value ?? EMPTY_ROSTER);
    if (!next) return true;
    const committed = await kv.commit(
      [{ key, versionstamp }],
      [...mutations, { type: "set", key, value: next }],
    );
    return committed.ok ? true : undefined;
  });
}
