// Names are claimed by key and by looks. Invariant: the claims on a name and the record of its holder
// change in one commit, so a check of the record guards all of its claims.
import { ChatError } from "../protocol/errors.ts";
import type { UserId } from "../protocol/events.ts";
import { nameKey, readName } from "../protocol/names.ts";
import { keys } from "./keys.ts";
import type { Check, Entry, Key, Kv, Mutation } from "./kv.ts";
import { looksReserved, nameSkeletons } from "./name_skeleton.ts";
import type { User } from "./user.ts";

/** What a commit needs to take a name, and who loses one by it. */
export interface Claim {
  checks: Check[];
  mutations: Mutation[];
  released: User[];
}

/** The name as it is kept, if it is one. Throws a `ChatError` with the rule that it breaks. */
export function readFreeName(text: string): string {
  const name = readName(text);
  if (looksReserved(name)) throw new ChatError("name-reserved", { name });
  return name;
}

/** The keys that a name claims: its key first, then its skeletons. */
function claimsOf(name: string): Key[] {
  return [keys.userByName(nameKey(name)), ...nameSkeletons(name).map(keys.userBySkeleton)];
}

/** A name that somebody wants; `former` is the one they have, to be given up. */
export interface Wish {
  name: string;
  user: UserId;
  former?: string;
  mayRelease: (holder: User) => boolean;
}

/**
 * What takes a name, as the store is `now`. Throws `name-taken` or `name-confusable` where somebody
 * holds it whom `mayRelease` does not give up.
 */
export async function claimName(kv: Kv, wish: Wish, now: number): Promise<Claim> {
  const { name, user, former, mayRelease } = wish;
  const claims = await kv.getMany<UserId>(claimsOf(name));
  const taken = claims.map(({ key }) => key);
  const claim: Claim = {
    checks: claims.map(({ key, versionstamp }) => ({ key, versionstamp })),
    mutations: former === undefined ? [] : unclaim(former, taken),
    released: [],
  };
  for (const holder of await holdersOf(kv, claims, user)) {
    if (!mayRelease(holder.value)) {
      const same = claims[0]?.value === holder.value.id;
      throw new ChatError(same ? "name-taken" : "name-confusable", { name });
    }
    claim.checks.push({ key: holder.key, versionstamp: holder.versionstamp });
    claim.mutations.push(
      { type: "set", key: holder.key, value: { ...holder.value, goneAt: now } },
      ...unclaim(holder.value.name, taken),
    );
    claim.released.push(holder.value);
  }
  for (const key of taken) claim.mutations.push({ type: "set", key, value: user });
  return claim;
}

/** What gives a name up, but for the keys `taken` anew; under a check of its holder's record. */
export function unclaim(name: string, taken: readonly Key[] = []): Mutation[] {
  const kept = new Set(taken.map((key) => key.join("\0")));
  return claimsOf(name)
    .filter((key) => !kept.has(key.join("\0")))
    .map((key) => ({ type: "delete", key }));
}

async function holdersOf(kv: Kv, claims: readonly Entry<UserId>[], but: UserId) {
  const ids = new Set(claims.flatMap(({ value }) => value === null || value === but ? [] : value));
  const records = await kv.getMany<User>([...ids].map(keys.user));
  return records.flatMap((record) => record.value === null ? [] : [record]);
}
