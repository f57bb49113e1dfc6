import { keys } from "../../kv/keys.ts";
import type { Check, Key, Kv, Mutation } from "../../kv/kv.ts";
import type { UserId } from "../../protocol/events.ts";
import { addTag } from "../people/addresses.ts";
import { claimsOf } from "../people/name_claims.ts";
import type { User } from "../people/user.ts";
import type { TableStep } from "./table_step.ts";

/** People whose rows one commit writes. */
const PEOPLE_AT_ONCE = 100;

/** The tags of all people, and the claims on the names that they have, as keys are formed now. */
export const fillPeople: TableStep = {
  prefix: keys.users(),
  pageSize: () => PEOPLE_AT_ONCE,
  async fill(kv, rows, maxChecks) {
    const missing = await findMissingClaims(
      kv,
      rows.map(({ value }) => value as User),
      ({ name, goneAt }) => goneAt === undefined ? claimsOf(name) : [],
    );
    const checks: Check[] = [];
    const mutations: Mutation[] = [];
    for (const { key, versionstamp, value } of rows) {
      const { id } = value as User;
      const claims = missing.get(id) ?? [];
      if (claims.length > 0) {
        if (checks.length + 1 + claims.length > maxChecks) return { checks, mutations, next: key };
        checks.push({ key, versionstamp });
        for (const claim of claims) {
          checks.push({ key: claim, versionstamp: null });
          mutations.push({ type: "set", key: claim, value: id });
        }
      }
      mutations.push(addTag(id));
    }
    return { checks, mutations };
  },
};

/** The claims that nobody has: of two people who look alike now, the first gets it. */
export async function findMissingClaims(
  kv: Pick<Kv, "getMany">,
  users: readonly User[],
  claimed: (user: User) => readonly Key[],
): Promise<Map<UserId, Key[]>> {
  const asked = users.flatMap((user) => claimed(user).map((key) => ({ id: user.id, key })));
  const found = await kv.getMany<UserId>(asked.map(({ key }) => key));
  const given = new Set<string>();
  const missing = new Map<UserId, Key[]>();
  asked.forEach(({ id, key }, n) => {
    const text = key.join("\0");
    if (found[n]?.value !== null || given.has(text)) return;
    given.add(text);
    missing.set(id, [...missing.get(id) ?? [], key]);
  });
  return missing;
}
