import type { UserId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import { keys } from "../../kv/keys.ts";
import type { Check, Entry, Kv } from "../../kv/kv.ts";
import { type SanctionRow, sanctionsInForce, type SanctionsOf } from "../moderation/sanctions.ts";
import type { User } from "./user.ts";

/** A person as they are now, and the checks that hold a commit to that. */
export interface CheckedPerson {
  /** Nobody where they are gone. */
  user: User | undefined;
  /** Those in force. */
  sanctions: SanctionsOf;
  checks: Check[];
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
    return {
      user: record.value?.goneAt === undefined ? record.value ?? undefined : undefined,
      sanctions: sanctionsInForce(sanctioned.value?.sanctions ?? {}, clock.now()),
      checks: rows.map(({ key, versionstamp }) => ({ key, versionstamp })),
    };
  };
}
