// Exports that were sent on a page: a row each until they are brought in or forgotten.
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { listAll } from "../../kv/list_pages.ts";
import type { ImportProblem, Loss, Named } from "../../protocol/administration.ts";
import type { FileQuotas } from "../../store/files/file_quotas.ts";
import type { ImportCounts } from "./rows.ts";
import type { SourceKind } from "./source.ts";

/** `["import_upload", id]`. Times in milliseconds UTC, sizes in bytes. */
export interface UploadRow {
  id: string;
  /** What the export's file is called. */
  file: string;
  size: number;
  by: Named;
  at: number;
  /** When something of it last came, or somebody decided something. */
  touched: number;
  /** In which store its bytes are, and how large its parts are; the last is smaller. */
  store: string;
  pieceBytes: number;
  partBytes: number;
  /** `started`: it is the `import` from then on, and stays until that is done. */
  state: "coming" | "reading" | "read" | "unreadable" | "started";
  problem?: { why: ImportProblem; detail: string };
  /** The digest of what it holds, and what was found in it: once it was read. */
  import?: string;
  kind?: SourceKind;
  counts?: ImportCounts;
  losses?: Array<{ what: Loss; count: number }>;
  /** The same export was brought in before. */
  already?: boolean;
}

/** How long an upload is kept after the last that was done with it, in milliseconds. */
export const KEPT_MS = 24 * 60 * 60_000;

/** All of them, the last first. Throws `Unavailable`. */
export async function readUploads(kv: Pick<Kv, "list">): Promise<UploadRow[]> {
  const rows = await listAll<UploadRow>(kv, keys.importUploads());
  return rows.map(({ value }) => value).sort((one, other) => other.at - one.at);
}

/** How many bytes files and uploads take together. Throws `Unavailable`. */
export async function takenBytes(
  quotas: Pick<FileQuotas, "total">,
  uploads: readonly UploadRow[],
): Promise<number> {
  return uploads.reduce((sum, { size }) => sum + size, await quotas.total());
}

/** How many parts a file of so many bytes has. */
export function partsOf({ size, partBytes }: Pick<UploadRow, "size" | "partBytes">): number {
  return Math.ceil(size / partBytes);
}

/** How many bytes one of its parts has. */
export function sizeOfPart(
  { size, partBytes }: Pick<UploadRow, "size" | "partBytes">,
  part: number,
): number {
  return Math.min(partBytes, size - part * partBytes);
}
