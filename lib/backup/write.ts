// A backup is lines of JSON: what it is, the rows in the order of their keys, and at the end how many
// there are. Every so often a line holds the digest of all before it, so that damage has a place.
import { createHash } from "node:crypto";
import type { Key } from "../kv/kv.ts";
import { allRows, type StoredRow } from "./all_rows.ts";
import { encoded } from "./encoded.ts";

/** How backups are written; one that is newer is not read. */
export const BACKUP_FORMAT = 1;
/** Rows and characters after which a digest stands. */
const CHECKED = { rows: 1_000, length: 1024 * 1024 };

/** The first line. */
export interface BackupHead {
  palabre: "backup";
  format: number;
  /** When it was taken: milliseconds UTC. */
  at: number;
}

/** A row. `until`: nobody needs it later (milliseconds UTC). */
interface RowLine {
  k: unknown[];
  v: unknown;
  until?: number;
}

/** What stands before it is whole: how many rows there were, and the digest of all lines. */
export interface CheckLine {
  rows: number;
  sha256: string;
}

/** The last line. */
export interface EndLine extends CheckLine {
  end: true;
  /** Rows of each table, by the first part of their keys. */
  tables: Record<string, number>;
}

/** The digest of lines, which can be asked for on the way. */
export function lineDigest() {
  const hash = createHash("sha256");
  return {
    add: (line: string) => void hash.update(line),
    now: () => hash.copy().digest("hex"),
  };
}

/**
 * The lines of a backup of a store that nobody writes to meanwhile, each with its end. `untilOf` says
 * when a row is not needed any more, where the store knows.
 */
export async function* backupLines(
  kv: Parameters<typeof allRows>[0],
  { at, untilOf = () => undefined }: { at: number; untilOf?: (key: Key) => number | undefined },
): AsyncGenerator<string> {
  const digest = lineDigest();
  const tables: Record<string, number> = {};
  let [rows, sinceRows, sinceLength] = [0, 0, 0];
  function line(value: BackupHead | RowLine | CheckLine | EndLine): string {
    const text = `${JSON.stringify(value)}\n`;
    digest.add(text);
    return text;
  }

  yield line({ palabre: "backup", format: BACKUP_FORMAT, at });
  for await (const page of allRows(kv)) {
    for (const { key, value } of page) {
      const table = String(key[0]);
      tables[table] = (tables[table] ?? 0) + 1;
      const text = line(rowLine({ key, value }, untilOf(key)));
      rows++;
      sinceRows++;
      sinceLength += text.length;
      yield text;
      if (sinceRows < CHECKED.rows && sinceLength < CHECKED.length) continue;
      yield line({ rows, sha256: digest.now() });
      [sinceRows, sinceLength] = [0, 0];
    }
  }
  yield line({ end: true, rows, sha256: digest.now(), tables });
}

function rowLine({ key, value }: StoredRow, until: number | undefined): RowLine {
  return {
    k: key.map(encoded),
    v: encoded(value),
    ...(until !== undefined && { until }),
  };
}
