import { keys } from "../kv/keys.ts";
import type { Kv, Mutation } from "../kv/kv.ts";
import {
  MAX_COMMIT_BYTES,
  MAX_COMMIT_KEY_BYTES,
  MAX_MUTATIONS,
  mutationBytes,
} from "../kv/size.ts";
import { allRows, isEmpty } from "./all_rows.ts";
import { allOf, type BackupSummary, readBackup } from "./read.ts";

/** Where a backup goes is not empty: what is there would be mixed with it. */
export class NotEmpty extends Error {
  override readonly name = "NotEmpty";
}

/** `["restoring"]`: a restore was begun and has not ended. */
interface RestoringRow {
  at: number;
}

/** A restore into the store was begun and did not end; the message is one line that says what to do. */
export class HalfRestored extends Error {
  override readonly name = "HalfRestored";
}

/** Throws `HalfRestored` for a store that nobody may serve. */
export async function refuseHalfRestored(kv: Pick<Kv, "get">): Promise<void> {
  if (!await isHalfRestored(kv)) return;
  throw new HalfRestored("PALABRE_KV: the restore of this store did not end. Run it again.");
}

async function isHalfRestored(kv: Pick<Kv, "get">): Promise<boolean> {
  return (await kv.get(keys.restoring())).value !== null;
}

/**
 * Puts a backup into a store that is empty, or where a restore was begun and did not end. `read` gives
 * its lines, twice: all of it is read first, so that nothing of a damaged one is written. Throws
 * `DamagedBackup`, `NotEmpty`, `Unavailable`.
 */
export async function restoreBackup(
  kv: Kv,
  { read, now }: { read: () => AsyncIterable<string>; now: number },
): Promise<BackupSummary> {
  const begun = await isHalfRestored(kv);
  if (!begun && !await isEmpty(kv)) {
    throw new NotEmpty("The store is not empty. A backup is restored into an empty one only.");
  }
  await allOf(readBackup(read()), () => {});
  if (begun) await empty(kv); // what was begun may have been another backup
  const mark: RestoringRow = { at: now };
  await commit(kv, [{ type: "set", key: keys.restoring(), value: mark }]);
  const batch = new Batch(kv);
  const summary = await allOf(readBackup(read()), async ({ key, value, until }) => {
    if (until !== undefined && until <= now) return;
    const expireIn = until === undefined ? {} : { expireIn: until - now };
    await batch.add({ type: "set", key, value, ...expireIn });
  });
  await batch.end();
  await commit(kv, [{ type: "delete", key: keys.restoring() }]);
  return summary;
}

async function empty(kv: Kv): Promise<void> {
  for await (const page of allRows(kv)) {
    await commit(kv, page.map(({ key }) => ({ type: "delete", key })));
  }
}

/** Gathers writes into commits as large as the store takes. */
class Batch {
  #mutations: Mutation[] = [];
  #bytes = 0;
  #keyBytes = 0;

  constructor(private readonly kv: Kv) {}

  async add(mutation: Mutation): Promise<void> {
    const { bytes, keyBytes } = mutationBytes(mutation);
    const isFull = this.#mutations.length >= MAX_MUTATIONS ||
      this.#bytes + bytes > MAX_COMMIT_BYTES || this.#keyBytes + keyBytes > MAX_COMMIT_KEY_BYTES;
    if (isFull) await this.end();
    this.#mutations.push(mutation);
    this.#bytes += bytes;
    this.#keyBytes += keyBytes;
  }

  async end(): Promise<void> {
    if (this.#mutations.length > 0) await commit(this.kv, this.#mutations);
    [this.#mutations, this.#bytes, this.#keyBytes] = [[], 0, 0];
  }
}

/** Written without a check: said twice it is the same. Throws `Unavailable`. */
async function commit(kv: Kv, mutations: readonly Mutation[]): Promise<void> {
  await kv.commit([], mutations);
}
