import { keys } from "../../kv/keys.ts";
import type { Check, Mutation } from "../../kv/kv.ts";
import type { UserId } from "../../protocol/events.ts";
import { claimsOfUser, formerClaimsOf } from "../people/name_claims.ts";
import type { User } from "../people/user.ts";
import { findMissingClaims } from "./people.ts";
import type { TableStep } from "./table_step.ts";

/** People whose rows one commit writes; each had and has several names, with two looks each. */
const PEOPLE_AT_ONCE = 50;

/**
 * The claims on all names of people by their looks without signs, in place of those with them: what is
 * left of a name nobody claims would outlast a deleted account.
 */
export const fillNameLooks: TableStep = {
  prefix: keys.users(),
  pageSize: () => PEOPLE_AT_ONCE,
  async fill(kv, rows, maxChecks) {
    const users = rows.map(({ value }) => value as User);
    const missing = await findMissingClaims(kv, users, claimsOfUser);
    const former = users.flatMap((user) => formerClaimsOf(user).map((key) => ({ user, key })));
    const found = await kv.getMany<UserId>(former.map(({ key }) => key));
    const checks: Check[] = [];
    const mutations: Mutation[] = [];
    for (const { key, versionstamp, value } of rows) {
      const { id } = value as User;
      const claims = missing.get(id) ?? [];
      if (claims.length > 0) {
        // More names than one commit can check: those that are left are claimed by the page after it.
        const room = maxChecks - checks.length - 1;
        const now = claims.slice(0, Math.max(0, room));
        if (now.length > 0) checks.push({ key, versionstamp });
        for (const claim of now) {
          checks.push({ key: claim, versionstamp: null });
          mutations.push({ type: "set", key: claim, value: id });
        }
        if (now.length < claims.length) return { checks, mutations, next: key };
      }
      former.forEach(({ user, key: gone }, n) => {
        if (user.id === id && found[n]?.value === id) mutations.push({ type: "delete", key: gone });
      });
    }
    return { checks, mutations };
  },
};
