import type { Key } from "../kv/kv.ts";
import type { StoredRow } from "./all_rows.ts";
import { decoded } from "./encoded.ts";
import { BACKUP_FORMAT, type BackupHead, type EndLine, lineDigest } from "./write.ts";

/** A row of a backup. `until`: as in `RowLine`. */
export interface BackedUpRow extends StoredRow {
  until?: number;
}

/** A backup is not what was written: the message is one sentence that says where, and what is wrong. */
export class DamagedBackup extends Error {
  override readonly name = "DamagedBackup";

  constructor(readonly line: number, what: string) {
    super(`Line ${line}: ${what}`);
  }
}

/** What a backup says of itself. */
export interface BackupSummary extends Pick<BackupHead, "at">, Pick<EndLine, "rows" | "tables"> {}

/**
 * Reads the lines of a backup and gives its rows; what it says of itself at the end. Rows come before
 * the digest that covers them: who must not trust them reads it to the end first. Throws
 * `DamagedBackup`.
 */
export async function* readBackup(
  lines: AsyncIterable<string>,
): AsyncGenerator<BackedUpRow, BackupSummary> {
  const digest = lineDigest();
  const counts: Record<string, number> = {};
  let head: BackupHead | undefined;
  let end: EndLine | undefined;
  let [n, rows, checked] = [0, 0, 1];
  for await (const text of lines) {
    n++;
    if (end) throw new DamagedBackup(n, "something follows the end of the backup.");
    const value = parsed(text, n);
    if (!head) {
      head = headOf(value, n);
    } else if ("k" in value) {
      const row = rowOf(value, n);
      const table = String(row.key[0]);
      counts[table] = (counts[table] ?? 0) + 1;
      rows++;
      yield row;
    } else {
      const sound = value.sha256 === digest.now() && value.rows === rows;
      if (!sound) throw new DamagedBackup(n, spoiled(checked, n));
      checked = n;
      if (value.end === true) end = value as unknown as EndLine;
    }
    digest.add(`${text}\n`);
  }
  if (!head) throw new DamagedBackup(1, "the file is empty.");
  if (!end) throw new DamagedBackup(n, "the backup ends here, before its end.");
  if (JSON.stringify(counts) !== JSON.stringify(end.tables)) {
    throw new DamagedBackup(n, "the tables do not have as many rows as is said here.");
  }
  return { at: head.at, rows, tables: end.tables };
}

function spoiled(from: number, to: number): string {
  return `something between line ${from} and here is not what was written (of lines ${from} to ${to} the digest differs).`;
}

function parsed(text: string, n: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // said below
  }
  throw new DamagedBackup(n, "this is no line of a backup.");
}

function headOf(value: Record<string, unknown>, n: number): BackupHead {
  if (value.palabre !== "backup" || typeof value.at !== "number") {
    throw new DamagedBackup(n, "this is no backup of Palabre.");
  }
  if (typeof value.format !== "number" || value.format > BACKUP_FORMAT) {
    throw new DamagedBackup(n, "a newer version of Palabre made this backup.");
  }
  return value as unknown as BackupHead;
}

function rowOf({ k, v, until }: Record<string, unknown>, n: number): BackedUpRow {
  try {
    const key = decoded(k);
    if (!Array.isArray(key) || key.length === 0) throw new TypeError();
    const value = decoded(v);
    return { key: key as Key, value, ...(typeof until === "number" && { until }) };
  } catch {
    throw new DamagedBackup(n, "this row cannot be read.");
  }
}

/** Calls `row` with each row, one after the other, and gives what the backup says of itself. */
export async function allOf(
  rows: AsyncGenerator<BackedUpRow, BackupSummary>,
  row: (row: BackedUpRow) => void | Promise<void>,
): Promise<BackupSummary> {
  for (;;) {
    const { done, value } = await rows.next();
    if (done) return value;
    const written = row(value);
    if (written) await written;
  }
}
