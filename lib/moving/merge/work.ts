// What takes long of a merge: counting what stands under a name, and giving it.
import { eraseAgain } from "../../chat/identity/planned_erasure.ts";
import { writeRow } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { Carried } from "../../log/carry.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import type { User } from "../../store/people/user.ts";
import type { Hold } from "../import/hold.ts";
import { createPace, type Shared } from "../import/pace.ts";
import type { ImportedPerson, ImportRow } from "../import/rows.ts";
import { countOf, merge, type MergeParts, type MergeRow } from "./merge.ts";

/** Whom others are told of: at once, where they look. */
export interface MergeTold {
  /** Somebody is in a conversation now; `arrival`: what its log says of it. */
  joined(user: UserId, conversation: ConversationId, arrival?: Carried): void;
  /** Whoever had this id is somebody else. */
  renamed(user: UserId): void;
}

/** Which merge it is. */
export interface MergeId {
  import: string;
  placeholder: UserId;
}

interface Parts {
  hold: Pick<Hold, "kv" | "signal">;
  outside: { clock: Clock; random: Pick<Random, "uuid"> };
  told?: MergeTold;
  /** What it has in common with people who chat. */
  shared: Shared;
}

/** Whether there is something to do: counting with `counting`, else giving. Throws `Unavailable`. */
export async function isMergeWanted(
  kv: Pick<Kv, "getMany">,
  { import: id, placeholder }: MergeId,
  state: "counting" | "running",
): Promise<boolean> {
  const rows = await kv.getMany<unknown>([keys.importMerge(id, placeholder), keys.import(id)]);
  const [row, from] = [rows[0]!.value as MergeRow | null, rows[1]!.value as ImportRow | null];
  return row?.state === state && from?.state === "done";
}

/** Counts what would be given, and says so in its row. Throws `Stopped`, `Unavailable`. */
export async function workOnCount(parts: Parts, id: MergeId): Promise<void> {
  const { hold: { kv } } = parts;
  const row = await rowOf(kv, id);
  if (row?.state !== "counting") return;
  const counts = await countOf(mergeParts(parts, row), row);
  await changeMerge(kv, row, "counting", ({ done: _, total: _all, ...now }) => (
    { ...now, state: "counted", counts }
  ));
}

/** Gives it. Run again after it was ended, it goes on. Throws `Stopped`, `Unavailable`. */
export async function workOnMerge(parts: Parts, id: MergeId): Promise<void> {
  const { hold: { kv }, told } = parts;
  const row = await rowOf(kv, id);
  if (row?.state !== "running") return;
  if (!row.place && await isGone(kv, row.into.id)) return await forgetMerge(kv, row);
  await merge(mergeParts(parts, row), row);
  told?.renamed(row.from);
}

/**
 * Says that somebody of an export is this member, for who runs the server and gives it at once; where that
 * was begun before, it goes on. Nothing where there is no such name without an account; `other`, by name,
 * where it was begun with another member.
 */
export async function beginMerge(
  kv: Kv,
  { import: id, key, into, at }: Pick<MergeRow, "import" | "key" | "into" | "at">,
): Promise<MergeId | { other: string } | undefined> {
  const { value: person } = await kv.get<ImportedPerson>(keys.importPerson(id, key));
  if (!person?.placeholder) return undefined;
  const { user: from, name } = person;
  let other: string | undefined;
  await writeRow<MergeRow>(kv, keys.importMerge(id, from), (now) => {
    other = now?.begun && now.into.id !== into.id ? now.into.name : undefined;
    if (other !== undefined || now?.state === "running") return undefined;
    const row = { import: id, key, from, name, into, at } satisfies Partial<MergeRow>;
    return { value: { ...row, state: "running", begun: true } };
  });
  return other === undefined ? { import: id, placeholder: from } : { other };
}

/** Says of one that it failed at `now`, milliseconds UTC. Throws `Unavailable`. */
export async function noteMergeFailed(kv: Kv, id: MergeId, now: number): Promise<void> {
  const row = await rowOf(kv, id);
  if (row) await eraseAgain(kv, [row.into.id], now); // what was given until then
  if (row) await changeMerge(kv, row, row.state, (now) => ({ ...now, state: "failed" }));
}

/** Changes the row of a merge that is still the one that it was, with what goes with it. */
export async function changeMerge(
  kv: Pick<Kv, "get" | "commit">,
  { import: id, from, at }: MergeRow,
  state: MergeRow["state"],
  change: (now: MergeRow) => MergeRow,
  also: () => Mutation[] = () => [],
): Promise<MergeRow | undefined> {
  return await writeRow<MergeRow>(
    kv as Kv,
    keys.importMerge(id, from),
    (now) =>
      now?.at === at && now.state === state ? { value: change(now), mutations: also() } : undefined,
  );
}

async function isGone(kv: Pick<Kv, "get">, user: UserId): Promise<boolean> {
  return (await kv.get<User>(keys.user(user))).value?.goneAt !== undefined;
}

/** Nothing was given yet to who is gone by now: the name is again nobody's. */
async function forgetMerge(kv: Kv, row: MergeRow): Promise<void> {
  const { key, value, versionstamp } = await kv.get<MergeRow>(
    keys.importMerge(row.import, row.from),
  );
  if (value?.at !== row.at || value.state !== row.state) return;
  await kv.commit([{ key, versionstamp }], [{ type: "delete", key }]);
}

async function rowOf(kv: Pick<Kv, "get">, { import: id, placeholder }: MergeId) {
  return (await kv.get<MergeRow>(keys.importMerge(id, placeholder))).value ?? undefined;
}

function mergeParts({ hold, outside, told, shared }: Parts, { into }: MergeRow): MergeParts {
  return {
    pace: createPace(hold.kv, outside.clock, shared),
    outside,
    signal: hold.signal,
    joined: (conversation, arrival) => told?.joined(into.id, conversation, arrival),
  };
}
