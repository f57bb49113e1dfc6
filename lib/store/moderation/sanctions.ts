// Kicks, mutes and bans: by user, and for guests by the hashes of their addresses.
import type { Named } from "../../protocol/administration.ts";
import type { UserId } from "../../protocol/events.ts";
import { SANCTION_KINDS, type SanctionKind } from "../../protocol/sanctions.ts";
import type { Clock } from "../../runtime/clock.ts";
import { keys } from "../../kv/keys.ts";
import type { Entry, Key, Kv, Mutation } from "../../kv/kv.ts";
import {
  type CommitParts,
  type DecideParts,
  rowMutation,
  type RowProposal,
  writeRow,
} from "../../kv/checked_write.ts";
import type { User } from "../people/user.ts";
import { listAll, rowsOf } from "../../kv/list_pages.ts";
import { forgotten, nameless } from "./forgotten.ts";

/** Times in milliseconds UTC. It is over when `until` has come; without one it is lifted by hand. */
export interface Sanction {
  at: number;
  until?: number;
  by: Named;
  /** Why; empty when nobody said. */
  words: string;
  /** Hashes of the addresses that are barred with it. */
  addresses: string[];
}

/** Somebody's sanctions, at most one of each kind. */
export type SanctionsOf = Partial<Record<SanctionKind, Sanction>>;

/** What the store keeps of one user; what is over may still stand in it. */
export interface SanctionRow {
  whom: Named;
  sanctions: SanctionsOf;
}

/** That guests from an address stay out. */
interface Bar {
  kind: SanctionKind;
  sanction: Sanction;
}

/** Which sanction: of whom, of a kind, imposed then (milliseconds UTC). */
export interface SanctionReference {
  user: UserId;
  kind: SanctionKind;
  at: number;
}

/** Why somebody may not be here: the sanction that holds longest. */
export type Barring = { kind: "kick" | "ban"; sanction: Sanction };

/** Who is kept out or silent, and until when. */
export interface Sanctions {
  /** Those in force now. */
  of(user: UserId): Promise<SanctionsOf>;
  /** Of each of several, in the order asked. */
  ofMany(users: readonly UserId[]): Promise<SanctionsOf[]>;
  /** What keeps newcomers from this address out now. */
  atAddress(address: string): Promise<Barring | undefined>;
  /**
   * Puts one in force, in the place of one of its kind. `permit` is asked on each try with the
   * user's record, which the commit then checks, and decides what goes with it; it throws to refuse.
   */
  put(
    whom: Named,
    kind: SanctionKind,
    sanction: Sanction,
    permit: (user: User | undefined) => CommitParts | Promise<CommitParts>,
  ): Promise<void>;
  /** Ends one; `false` when none was in force. `beside` goes with the commit. */
  lift(user: UserId, kind: SanctionKind, beside: DecideParts): Promise<boolean>;
  /** What ends this one with another commit; `undefined` where it is over, or another took its place. */
  ending(sanction: SanctionReference): Promise<CommitParts | undefined>;
  /** Takes the name of somebody who goes out of theirs, and, of who `imposes` any, of those they put in force. */
  forgetName(user: UserId, imposes: boolean): Promise<void>;
  /** All that are in force. */
  list(): Promise<Array<{ whom: Named; kind: SanctionKind; sanction: Sanction }>>;
}

/** Bars of one address that are read: the longest of so many is long enough. */
const MAX_BARS = 500;

/** Whether it holds at a time. The platform's own deletion may come much later, so it is compared. */
export function inForce({ until }: Sanction, now: number): boolean {
  return until === undefined || until > now;
}

/** The sanctions of a row that are in force at a time. */
export function sanctionsInForce(sanctions: SanctionsOf, now: number): SanctionsOf {
  const kinds = SANCTION_KINDS.filter((kind) => sanctions[kind] && inForce(sanctions[kind], now));
  return Object.fromEntries(kinds.map((kind) => [kind, sanctions[kind]]));
}

/** What keeps somebody out, of the sanctions that are in force. */
export function barringOf({ kick, ban }: SanctionsOf): Barring | undefined {
  const found: Barring[] = [];
  if (ban) found.push({ kind: "ban", sanction: ban });
  if (kick) found.push({ kind: "kick", sanction: kick });
  return longest(found);
}

function longest(barrings: readonly Barring[]): Barring | undefined {
  const end = ({ sanction }: Barring) => sanction.until ?? Infinity;
  return barrings.reduce<Barring | undefined>(
    (one, other) => one && end(one) >= end(other) ? one : other,
    undefined,
  );
}

/** The sanctions in `kv`. */
export function createSanctions({ kv, clock }: { kv: Kv; clock: Clock }): Sanctions {
  const held = (sanctions: SanctionsOf) => sanctionsInForce(sanctions, clock.now());
  const expiry = (sanctions: readonly Sanction[]) => {
    const last = Math.max(...sanctions.map(({ until }) => until ?? Infinity));
    return Number.isFinite(last) ? { expireIn: Math.max(1, last - clock.now()) } : {};
  };
  const unbar = (user: UserId, kind: SanctionKind, sanction: Sanction | undefined): Mutation[] =>
    (sanction?.addresses ?? []).map((address) => (
      { type: "delete", key: keys.bar(address, user, kind) }
    ));

  const setBars = (user: UserId, kind: SanctionKind, sanction: Sanction): Mutation[] =>
    sanction.addresses.map((address) => {
      const value: Bar = { kind, sanction };
      const key = keys.bar(address, user, kind);
      return { type: "set", key, value, ...expiry([sanction]) };
    });

  function rowOf(whom: Named, sanctions: SanctionsOf): RowProposal<SanctionRow> {
    const all = Object.values(sanctions);
    if (all.length === 0) return { value: undefined };
    return { value: { whom, sanctions }, ...expiry(all) };
  }

  async function forgetIn(key: Key, user: UserId): Promise<void> {
    await writeRow<SanctionRow>(kv, key, (row) => {
      if (!row) return undefined;
      const now = Object.fromEntries(
        Object.entries(held(row.sanctions)).map((
          [kind, one],
        ) => [kind, forgotten(one, user, false)]),
      ) as SanctionsOf; // the kinds are those that were
      const mutations = SANCTION_KINDS.flatMap((kind) => {
        const sanction = now[kind];
        return sanction ? setBars(row.whom.id, kind, sanction) : [];
      });
      return { ...rowOf(nameless(row.whom, user), now), mutations };
    });
  }

  return {
    async of(user) {
      const { value } = await kv.get<SanctionRow>(keys.sanctions(user));
      return held(value?.sanctions ?? {});
    },

    async ofMany(users) {
      const rows = await kv.getMany<SanctionRow>(users.map(keys.sanctions));
      return rows.map(({ value }) => held(value?.sanctions ?? {}));
    },

    async atAddress(address) {
      const bars = await kv.list<Bar>({ prefix: keys.bars(address) }, { limit: MAX_BARS });
      const now = clock.now();
      return longest(
        bars.flatMap(({ value: { kind, sanction } }) =>
          kind !== "mute" && inForce(sanction, now) ? [{ kind, sanction }] : []
        ),
      );
    },

    async put(whom, kind, sanction, permit) {
      await writeRow<SanctionRow>(kv, keys.sanctions(whom.id), async (row) => {
        const user: Entry<User> = await kv.get<User>(keys.user(whom.id));
        const permitted = await permit(user.value ?? undefined);
        const beside: CommitParts = {
          checks: [{ key: user.key, versionstamp: user.versionstamp }, ...permitted.checks],
          mutations: [
            ...unbar(whom.id, kind, row?.sanctions[kind]),
            ...setBars(whom.id, kind, sanction),
            ...permitted.mutations,
          ],
        };
        const sanctions = { ...held(row?.sanctions ?? {}), [kind]: sanction };
        return { ...rowOf(whom, sanctions), ...beside };
      });
    },

    async lift(user, kind, beside) {
      let lifted = false;
      const key = keys.sanctions(user);
      const before = await kv.get<SanctionRow>(key);
      if (!before.value || !held(before.value.sanctions)[kind]) return false;
      await writeRow<SanctionRow>(kv, key, async (row) => {
        const { [kind]: ended, ...rest } = held(row?.sanctions ?? {});
        if (!row || !ended) return undefined;
        lifted = true;
        const { checks, mutations } = await beside();
        return {
          ...rowOf(row.whom, rest),
          checks,
          mutations: [...unbar(user, kind, ended), ...mutations],
        };
      });
      return lifted;
    },

    async ending({ user, kind, at }) {
      const { key, value, versionstamp } = await kv.get<SanctionRow>(keys.sanctions(user));
      if (!value) return undefined;
      const { [kind]: ended, ...rest } = held(value.sanctions);
      if (ended?.at !== at) return undefined;
      return {
        checks: [{ key, versionstamp }],
        mutations: [rowMutation(key, rowOf(value.whom, rest)), ...unbar(user, kind, ended)],
      };
    },

    async forgetName(user, imposes) {
      if (!imposes) return await forgetIn(keys.sanctions(user), user);
      const rows = rowsOf<SanctionRow>(kv, keys.sanctioned());
      for await (const { key, value: { whom, sanctions } } of rows) {
        const by = Object.values(sanctions).map((one) => one.by.id);
        if ([whom.id, ...by].includes(user)) await forgetIn(key, user);
      }
    },

    async list() {
      const rows = await listAll<SanctionRow>(kv, keys.sanctioned());
      return rows.flatMap(({ value: { whom, sanctions } }) =>
        SANCTION_KINDS.flatMap((kind) => {
          const sanction = held(sanctions)[kind];
          return sanction ? [{ whom, kind, sanction }] : [];
        })
      );
    },
  };
}
