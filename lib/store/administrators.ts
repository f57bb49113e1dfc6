// Who administers: a row beside the roles, so that two who demote each other at once leave one.
import { ChatError } from "../protocol/errors.ts";
import type { Role, UserId } from "../protocol/events.ts";
import { keys } from "./keys.ts";
import type { Kv } from "./kv.ts";
import type { Deciding } from "./row_writes.ts";

/** Ids, in the order in which they became it. */
interface AdministratorsRow {
  ids: UserId[];
}

/** Who administers, in the order in which they became it. */
export async function administrators(kv: Pick<Kv, "get">): Promise<UserId[]> {
  return (await kv.get<AdministratorsRow>(keys.administrators())).value?.ids ?? [];
}

/**
 * What goes with the commit that gives somebody a role, or deletes them (`undefined`). Throws
 * `last-administrator` when nobody would be left.
 */
export function administering(kv: Kv, user: UserId, role: Role | undefined): Deciding {
  return async () => {
    const { key, value, versionstamp } = await kv.get<AdministratorsRow>(keys.administrators());
    const ids = value?.ids ?? [];
    const shall = role === "administrator";
    if (ids.includes(user) === shall) return { checks: [{ key, versionstamp }], mutations: [] };
    const left = shall ? [...ids, user] : ids.filter((id) => id !== user);
    if (left.length === 0) throw new ChatError("last-administrator");
    const row: AdministratorsRow = { ids: left };
    return { checks: [{ key, versionstamp }], mutations: [{ type: "set", key, value: row }] };
  };
}

/** The same for the very first: throws `setup-invalid` where there is one already. */
export function administeringFirst(kv: Kv, user: UserId): Deciding {
  return async () => {
    const { key, value, versionstamp } = await kv.get<AdministratorsRow>(keys.administrators());
    if (value && value.ids.length > 0) throw new ChatError("setup-invalid");
    const row: AdministratorsRow = { ids: [user] };
    return { checks: [{ key, versionstamp }], mutations: [{ type: "set", key, value: row }] };
  };
}
