import type { DecideParts } from "../../kv/checked_write.ts";
import { ChatError, type Refusal } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/events.ts";
import { readName } from "../../protocol/names.ts";
import { looksReserved } from "../../store/people/name_skeleton.ts";
import type { MayRelease, Named, NewUser, Users } from "../../store/people/users.ts";

/** The name as it is kept, if it may be one. Throws the rule that it breaks. */
export function readFreeName(text: string): string {
  const name = readName(text);
  if (looksReserved(name)) throw new ChatError("name-reserved", { name });
  return name;
}

/**
 * Makes somebody, as `Users.create`. Throws the rule that the name breaks, `name-taken`, `name-held`
 * or `name-confusable`, and what `beside` throws.
 */
export async function createUser(
  users: Pick<Users, "create">,
  wanted: NewUser,
  mayRelease?: MayRelease,
  beside?: (id: UserId) => DecideParts,
): Promise<Named> {
  const name = readFreeName(wanted.name);
  return orRefuse(await users.create({ ...wanted, name }, mayRelease, beside), name);
}

/**
 * Gives somebody another name. Throws as `createUser` does, but `name-in-use` for `name-taken`: who is
 * in already cannot be meant to sign in; and `unknown-user`.
 */
export async function renameUser(
  users: Pick<Users, "rename">,
  id: UserId,
  wanted: string,
  mayRelease?: MayRelease,
): Promise<Named> {
  const name = readFreeName(wanted);
  return orRefuse(inUse(await users.rename(id, name, mayRelease)), name);
}

/** Gives a member another name to sign in with. Throws as `renameUser` does. */
export async function changeSignInNameOf(
  users: Pick<Users, "setSignInName">,
  id: UserId,
  wanted: string,
  mayRelease?: MayRelease,
): Promise<Named> {
  const name = readFreeName(wanted);
  return orRefuse(inUse(await users.setSignInName(id, name, mayRelease)), name);
}

function inUse(outcome: Named | Refusal): Named | Refusal {
  return outcome === "name-taken" ? "name-in-use" : outcome;
}

function orRefuse(outcome: Named | Refusal, name: string): Named {
  if (typeof outcome === "string") throw new ChatError(outcome, { name });
  return outcome;
}
