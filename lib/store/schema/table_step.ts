import type { CommitParts } from "../../kv/checked_write.ts";
import type { Entry, Key, Kv } from "../../kv/kv.ts";

/** A row of the table that a step goes through. */
export type TableRow = Entry<unknown> & { value: unknown; versionstamp: string };

/** Goes through one table and gives what its rows lack elsewhere. */
export interface TableStep {
  prefix: Key;
  /** How many rows are read at once, where a commit may hold so many checks. */
  pageSize(maxChecks: number): number;
  /**
   * What some rows lack, with at most `maxChecks` checks; written twice, it must be as written once.
   * `next`: where the next page begins, if not behind the last of these rows.
   */
  fill(
    kv: Pick<Kv, "getMany">,
    rows: readonly TableRow[],
    maxChecks: number,
  ): Promise<CommitParts & { next?: Key }>;
}
