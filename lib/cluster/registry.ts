import { keys } from "../store/keys.ts";
import type { Check, Entry, Mutation } from "../store/kv.ts";
import type { InstanceId } from "./bus.ts";
import { type Live, NOBODY, withDeparted, withJoined, withSwept } from "./live.ts";
import { persist, type Surroundings } from "./surroundings.ts";

/**
 * The value of a lease: for each peer, the number of the last message that this instance sent to it.
 * So a peer learns of a loss although nothing more is said.
 */
export interface Lease {
  said: Record<InstanceId, number>;
}

/** Joins: in `["live"]` and with a lease, in one commit. Gives the lease's version. */
export function join(around: Surroundings, lease: () => Lease): Promise<string> {
  const { kv, me } = around;
  const leaseKey = keys.lease(me);
  return persist(around, "cluster: joining", async () => {
    const [live, own] = await kv.getMany<unknown>([keys.live(), leaseKey]) as [
      Entry<Live>,
      Entry<Lease>,
    ];
    const now = live.value ?? NOBODY;
    // A commit whose answer was lost or wrong: we are in already.
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

/** Leaves: out of `["live"]` and without a lease; its rows are this instance's own to sweep. */
export function leave(around: Surroundings): Promise<true> {
  const { me } = around;
  return edit(
    around,
    (live) => live.instances.includes(me) ? withDeparted(live, me, me) : undefined,
    [{ type: "delete", key: keys.lease(me) }],
  );
}

/** Takes `gone` off the list of what is still to be swept, and the last of what it left. */
export function markSwept(around: Surroundings, gone: InstanceId): Promise<true> {
  const { me } = around;
  return edit(around, (live) => live.sweeping[gone] === me ? withSwept(live, gone) : undefined, [
    { type: "delete", key: keys.wake(gone) },
  ]);
}

/**
 * One try to remove peers whose leases lapsed, and to take over sweeps whose sweeper is gone. Of
 * several survivors one wins. A peer that renewed its lease after it was judged stays.
 */
export async function remove(
  { kv, me }: Surroundings,
  live: Entry<Live>,
  lapsed: ReadonlyArray<{ instance: InstanceId; versionstamp: string | null }>,
  orphans: readonly InstanceId[],
): Promise<void> {
  let next = live.value ?? NOBODY;
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

/** Changes `["live"]` under its check until `change` finds nothing to change. */
function edit(
  around: Surroundings,
  change: (live: Live) => Live | undefined,
  mutations: readonly Mutation[],
): Promise<true> {
  const { kv } = around;
  return persist(around, "cluster: changing the list of instances", async () => {
    const { key, value, versionstamp } = await kv.get<Live>(keys.live());
    const next = change(value ?? NOBODY);
    if (!next) return true;
    const committed = await kv.commit(
      [{ key, versionstamp }],
      [...mutations, { type: "set", key, value: next }],
    );
    return committed.ok ? true : undefined;
  });
}
