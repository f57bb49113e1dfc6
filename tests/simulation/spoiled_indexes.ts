// Deliberate bugs of the index of search: what a step of it writes.
import type { Check, Kv, Mutation } from "../../lib/kv/kv.ts";
import type { IndexRow } from "../../lib/search/segments.ts";

/** What becomes of the commit of a step. */
type SpoilStep = (
  kv: Kv,
  checks: readonly Check[],
  step: { row: IndexRow; before: IndexRow | undefined; mutations: readonly Mutation[] },
) => ReturnType<Kv["commit"]>;

/** By the names of `BUGS`. */
export const SPOILED_INDEXES = {
  "note a segment before it is there": { kv: over(inTwoCommits) },
  "keep what was merged": { kv: over(withoutRemoval) },
  "keep gone words in the index": { kv: over(onlyAdditions) },
};

function over(spoil: SpoilStep): (kv: Kv) => Kv {
  return (kv) => {
    const known = new Map<string, IndexRow>();
    return {
      maxChecks: kv.maxChecks,
      async get<T>(key: Parameters<Kv["get"]>[0]) {
        const entry = await kv.get<T>(key);
        const { value } = entry;
        if (key[0] === "search_index" && value) {
          known.set(String(key[1]), value as unknown as IndexRow);
        }
        return entry;
      },
      getMany: (keys) => kv.getMany(keys),
      list: (range, options) => kv.list(range, options),
      async commit(checks, mutations) {
        const set = mutations.find((one) => one.type === "set" && one.key[0] === "search_index");
        if (set?.type !== "set") return await kv.commit(checks, mutations);
        const name = String(set.key[1]);
        const before = known.get(name);
        const row = set.value as IndexRow;
        known.set(name, row);
        return await spoil(kv, checks, { row, before, mutations });
      },
      watch: (key, changed, signal) => kv.watch(key, changed, signal),
      close: () => kv.close(),
    };
  };
}

/** Whoever dies between the two loses the segment. */
async function inTwoCommits(
  kv: Kv,
  checks: Parameters<SpoilStep>[1],
  { mutations }: Parameters<SpoilStep>[2],
): ReturnType<SpoilStep> {
  const [row, ...segment] = mutations;
  const noted = await kv.commit(checks, row ? [row] : []);
  if (noted.ok && segment.length > 0) await kv.commit([], segment);
  return noted;
}

/** A merge that leaves what it merged beside what became of it. */
function withoutRemoval(
  kv: Kv,
  checks: Parameters<SpoilStep>[1],
  { row, before, mutations }: Parameters<SpoilStep>[2],
): ReturnType<SpoilStep> {
  const merges = before && row.cursor === before.cursor && row.followed === before.followed &&
    row.segments.length < before.segments.length;
  if (!merges) return kv.commit(checks, mutations);
  const added = row.segments.filter(({ id }) => !before.segments.some((one) => one.id === id));
  const both: IndexRow = { ...row, segments: [...before.segments, ...added] };
  return kv.commit(
    checks,
    mutations.flatMap((one): Mutation[] =>
      one.type === "delete" ? [] : one.value === row ? [{ ...one, value: both }] : [one]
    ),
  );
}

/** What was edited or deleted is noted as followed, and stays in its segment. */
function onlyAdditions(
  kv: Kv,
  checks: Parameters<SpoilStep>[1],
  { row, before, mutations }: Parameters<SpoilStep>[2],
): ReturnType<SpoilStep> {
  const follows = before && row.cursor === before.cursor && row.followed > before.followed;
  if (!follows) return kv.commit(checks, mutations);
  const [set] = mutations;
  const kept: IndexRow = { ...row, segments: before.segments };
  return kv.commit(checks, set?.type === "set" ? [{ ...set, value: kept }] : []);
}
