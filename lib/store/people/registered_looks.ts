// What the names of those with an account look like in passing: no guest may be taken for one of them,
// while two members, or two guests, may be “Léa” and “Lea”.
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { UserId } from "../../protocol/events.ts";
import { passesFor, plainLooks } from "./name_skeleton.ts";
import type { User } from "./user.ts";

/** Members whose names are alike but for accents: more are not looked at. */
const MAX_ALIKE = 20;

/** The row by which the name of somebody with an account is kept from guests. */
export function registeredRows({ id, name, role, goneAt }: User): Mutation[] {
  const looks = role === "guest" || goneAt !== undefined ? "" : plainLooks(name);
  return looks === "" ? [] : [{ type: "set", key: keys.registeredByLooks(looks, id), value: id }];
}

/**
 * Whether a guest of this name would be taken for somebody with an account. Not checked by a commit:
 * who registers in the same moment keeps their name, and the guest theirs.
 */
export async function looksRegistered(kv: Kv, name: string, but: UserId): Promise<boolean> {
  for (const looks of passesFor(name)) {
    const prefix = keys.allRegisteredByLooks(looks);
    const rows = await kv.list<UserId>({ prefix }, { limit: MAX_ALIKE });
    if (rows.some(({ value }) => value !== but)) return true;
  }
  return false;
}
