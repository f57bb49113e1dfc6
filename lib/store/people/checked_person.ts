import type { UserId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import { keys } from "../../kv/keys.ts";
import type { Check, Entry, Kv } from "../../kv/kv.ts";
import { type SanctionRow, sanctionsInForce, type SanctionsOf } from "../moderation/sanctions.ts";
import type { Settings } from "../../protocol/administration.ts";
import type { User } from "./user.ts";

/** A person as they are now, and the checks that hold a commit to that. */
export interface CheckedPerson {
  /** Nobody where they are gone. */
  user: User | undefined;
  /** Those in force. */
  sanctions: SanctionsOf;
  checks: Check[];
  /**
   * Whether the community asks a second factor of them that they did not set up, with the checks that hold a
   * commit to that. One more read, of administrators alone.
   */
  lacksFactor(): Promise<{ lacks: boolean; checks: Check[] }>;
}

/** Reads a person for a decision that is written in the same commit as its checks. One read. */
export type ReadCheckedPerson = (id: UserId) => Promise<CheckedPerson>;

/** Reads people from `kv`. */
export function createReadCheckedPerson(
  { kv, clock }: { kv: Pick<Kv, "getMany">; clock: Clock },
): ReadCheckedPerson {
  return async (id) => {
    const rows = await kv.getMany<unknown>([keys.user(id), keys.sanctions(id)]);
    const [record, sanctioned] = rows as [Entry<User>, Entry<SanctionRow>];
    const user = record.value?.goneAt === undefined ? record.value ?? undefined : undefined;
    return {
      user,
      sanctions: sanctionsInForce(sanctioned.value?.sanctions ?? {}, clock.now()),
      checks: rows.map(({ key, versionstamp }) => ({ key, versionstamp })),
      lacksFactor: () => lacksFactor(kv, user),
    };
  };
}

async function lacksFactor(kv: Pick<Kv, "getMany">, user: User | undefined) {
  const nothing = { lacks: false, checks: [] };
  if (user?.role !== "administrator") return nothing;
  const rows = await kv.getMany<unknown>([keys.settings(), keys.secondFactor(user.id)]);
  const [settings, factor] = rows as [Entry<Partial<Settings>>, Entry<{ on?: unknown }>];
  if (!settings.value?.secondFactor) return nothing;
  const { key, versionstamp, value } = factor;
  return { lacks: value?.on === undefined, checks: [{ key, versionstamp }] };
}
