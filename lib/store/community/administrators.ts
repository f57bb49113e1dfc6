// Who administers: a row beside the roles, so that two who demote each other at once leave one.
import type { Role, UserId } from "../../protocol/events.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import type { CommitParts } from "../../kv/checked_write.ts";

/** Ids, in the order in which they became it. */
interface AdministratorsRow {
  ids: UserId[];
}

/** Who administers, in the order in which they became it. */
export async function administrators(kv: Pick<Kv, "get">): Promise<UserId[]> {
  return (await kv.get<AdministratorsRow>(keys.administrators())).value?.ids ?? [];
}

/**
 * What goes with the commit that gives somebody a role, or deletes them (`role` is `undefined`).
 * `undefined` where nobody would be left.
 */
export async function changeAdministrators(
  kv: Pick<Kv, "get">,
  user: UserId,
  role: Role | undefined,
): Promise<CommitParts | undefined> {
  const { key, value, versionstamp } = await kv.get<AdministratorsRow>(keys.administrators());
  const ids = value?.ids ?? [];
  const becomes = role === "administrator";
  if (ids.includes(user) === becomes) return { checks: [{ key, versionstamp }], mutations: [] };
  const left = becomes ? [...ids, user] : ids.filter((id) => id !== user);
  if (left.length === 0) return undefined;
  const row: AdministratorsRow = { ids: left };
  return { checks: [{ key, versionstamp }], mutations: [{ type: "set", key, value: row }] };
}

/** The same for the very first; `undefined` where there is one already. */
export async function claimFirstAdministrator(
  kv: Pick<Kv, "get">,
  user: UserId,
): Promise<CommitParts | undefined> {
  const { key, value, versionstamp } = await kv.get<AdministratorsRow>(keys.administrators());
  if (value && value.ids.length > 0) return undefined;
  const row: AdministratorsRow = { ids: [user] };
  return { checks: [{ key, versionstamp }], mutations: [{ type: "set", key, value: row }] };
}
