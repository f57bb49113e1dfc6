// A placeholder that becomes somebody, over stores of tests.
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import type { Named } from "../../lib/protocol/administration.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import type { ImportedPerson } from "../../lib/moving/import/rows.ts";
import type { MergeRow } from "../../lib/moving/merge/merge.ts";
import { workOnCount, workOnMerge } from "../../lib/moving/merge/work.ts";
import { SeededRandom } from "./seeded_random.ts";

/** Says who somebody of an export is, as who decides it does. */
export async function sayMerge(
  kv: Kv,
  { id, person, into, state = "running" }: {
    id: string;
    person: string;
    into: Named;
    state?: MergeRow["state"];
  },
): Promise<{ import: string; placeholder: string }> {
  const { value } = await kv.get<ImportedPerson>(keys.importPerson(id, person));
  if (!value?.placeholder) throw new Error(`${person} is no placeholder`);
  const row: MergeRow = {
    import: id,
    key: person,
    from: value.user,
    name: value.name,
    into: { id: into.id, name: into.name },
    at: 1,
    state,
  };
  const key = keys.importMerge(id, value.user);
  await kv.commit([], [{ type: "set", key, value: row }]);
  return { import: id, placeholder: value.user };
}

const parts = (kv: Kv) => ({
  hold: { kv, signal: new AbortController().signal },
  outside: { clock: systemClock, random: new SeededRandom(5) },
  shared: "nothing" as const,
});

/** Counts, and gives what was counted. */
export async function countMerge(kv: Kv, id: { import: string; placeholder: string }) {
  await workOnCount(parts(kv), id);
  return (await kv.get<MergeRow>(keys.importMerge(id.import, id.placeholder))).value?.counts;
}

/** Gives what stands under a name to somebody; again where it was ended. */
export async function giveMerge(kv: Kv, id: { import: string; placeholder: string }) {
  await workOnMerge(parts(kv), id);
}
