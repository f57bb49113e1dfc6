import type { Latencies } from "./slow_kv.ts";

const ROUNDS = 300;
/** Sets in one commit, as a group commit or a flush has them. */
const MANY = 200;
const MANY_ROUNDS = 30;

/** What a file of Deno KV on this machine takes: medians, and what it carries a second at most. */
export interface MeasuredStore extends Latencies {
  commitsPerSecond: number;
  setsPerSecond: number;
  keysReadPerSecond: number;
}

/** Measures a file of Deno KV below `folder`. */
export async function measureStore(folder: string): Promise<MeasuredStore> {
  const kv = await Deno.openKv(`${folder}/measured.kv`);
  const value = { text: "A message as people write them: a line or so, rarely more than that." };
  const commit = (from: number, count: number) => {
    const operation = kv.atomic();
    for (let n = from; n < from + count; n++) operation.set(["measured", n], value);
    return operation.commit();
  };
  const commitMs = await median(ROUNDS, (round) => commit(round, 1));
  const readMs = await median(ROUNDS, (round) => kv.get(["measured", round]));
  const manyMs = await median(MANY_ROUNDS, (round) => commit(round * MANY, MANY));
  const keys = Array.from({ length: 10 }, (_, n) => ["measured", n]);
  const tenMs = await median(ROUNDS, () => Promise.all(keys.map(() => kv.getMany(keys))));
  kv.close();
  return {
    readMs,
    commitMs,
    commitServiceMs: commitMs,
    commitsPerSecond: 1_000 / commitMs,
    setsPerSecond: MANY * 1_000 / manyMs,
    keysReadPerSecond: 100 * 1_000 / tenMs,
  };
}

async function median(rounds: number, act: (round: number) => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await act(round);
    took.push(performance.now() - began);
  }
  return took.sort((one, other) => one - other)[rounds >> 1] ?? NaN;
}
