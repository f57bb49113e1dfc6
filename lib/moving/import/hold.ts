// One process at a time works on an import: it holds a row that nobody changes while it does, and each
// of its writes checks that row. Whoever was taken for dead and was only asleep writes nothing more.
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { type Clock, every, type Random } from "../../runtime/clock.ts";
import { readImports } from "./rows.ts";

/** How often whoever holds it says that it is there, and after which silence another takes it. */
const BEAT_MS = 2_000;
export const LAPSED_MS = 8_000;

/** Work was stopped: what was begun goes on when it is run again, or is taken back. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** What is held. */
export interface Hold {
  /** The store: commits throw `Stopped` once another has taken it. */
  kv: Kv;
  /** Aborts once another has taken it, or `release` was called. */
  signal: AbortSignal;
  /** Lets another take it at once. Throws `Unavailable`. */
  release(): Promise<void>;
}

/** Takes an import, or an upload; nothing where somebody else has it. Throws `Unavailable`. */
export async function takeHold(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Pick<Random, "uuid"> },
  id: string,
): Promise<Hold | undefined> {
  const [key, beat] = [keys.importHold(id), keys.importBeat(id)];
  const [held, beaten] = await kv.getMany<unknown>([key, beat]);
  const now = clock.now();
  if (held!.value !== null && now - Number(beaten!.value) < LAPSED_MS) return undefined;
  const taken = await kv.commit([{ key, versionstamp: held!.versionstamp }], [
    { type: "set", key, value: random.uuid() },
    { type: "set", key: beat, value: now },
  ]);
  if (!taken.ok) return undefined;
  const check = { key, versionstamp: taken.versionstamp };
  const over = new AbortController();

  const commit: Kv["commit"] = async (checks, mutations) => {
    over.signal.throwIfAborted();
    const result = await kv.commit([...checks, check], mutations);
    if (result.ok || (await kv.get(key)).versionstamp === check.versionstamp) return result;
    over.abort(new Stopped("Somebody else works on it."));
    throw over.signal.reason;
  };
  const timer = every(clock, BEAT_MS, () => {
    // Where the store is away, the next one says it; where another has it, the signal did.
    commit([], [{ type: "set", key: beat, value: clock.now() }]).catch(() => {});
  });
  over.signal.addEventListener("abort", () => timer.cancel(), { once: true });

  return {
    kv: {
      maxChecks: kv.maxChecks - 1,
      close: () => kv.close(),
      commit,
      get: (wanted) => kv.get(wanted),
      getMany: (wanted) => kv.getMany(wanted),
      list: (range, options) => kv.list(range, options),
      watch: (wanted, changed, signal) => kv.watch(wanted, changed, signal),
    },
    signal: over.signal,
    async release() {
      timer.cancel();
      if (over.signal.aborted) return;
      over.abort(new Stopped("It was let go."));
      await kv.commit([check], [{ type: "delete", key }, { type: "delete", key: beat }]);
    },
  };
}

/**
 * Whether a community is being brought in at `now` (milliseconds UTC): begun, and somebody works on it.
 * Throws `Unavailable`.
 */
export async function isBeingBroughtIn(
  kv: Pick<Kv, "getMany" | "list">,
  now: number,
): Promise<boolean> {
  const begun = (await readImports(kv)).filter(({ state }) => state === "running");
  const beats = await kv.getMany<number>(begun.map(({ id }) => keys.importBeat(id)));
  return beats.some(({ value }) => value !== null && now - value < LAPSED_MS);
}

/** The write that has whoever works on it stop. */
export function breakHold(id: string) {
  return { type: "delete" as const, key: keys.importHold(id) };
}
