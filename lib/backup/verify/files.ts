// Files: what shows them, and whether their bytes are those that were stored.
import { createKvPieces } from "../../files/kv_pieces.ts";
import type { PieceStore } from "../../files/pieces.ts";
import { StoredBytes } from "../../files/stored_bytes.ts";
import { keys } from "../../kv/keys.ts";
import type { Key, Kv } from "../../kv/kv.ts";
import { rowsBelow } from "../../kv/list_pages.ts";
import type { FileLink, FileRow } from "../../store/files/file_rows.ts";
import { type Looked, place, type Report } from "./finding.ts";
import type { WalkedLog } from "./logs.ts";

/** The files of a log's messages: that each is there, and is shown by that message. */
export async function verifyFilesOf(
  kv: Pick<Kv, "list" | "getMany">,
  { conversation, files }: WalkedLog,
  report: Report,
): Promise<void> {
  for (const [seq, ids] of files) {
    const rows = await kv.getMany<FileRow | FileLink>(
      ids.flatMap((id) => [keys.file(id), keys.fileLink(id)]),
    );
    ids.forEach((id, n) => {
      const [row, link] = [rows[2 * n]?.value, rows[2 * n + 1]?.value as FileLink | null];
      const where = place(keys.entry(conversation, seq));
      if (!row) report(where, `its file ${id} is missing`);
      else if (link?.conversation !== conversation || link.seq !== seq) {
        report(place(keys.fileLink(id)), `the file is that of ${where}, and this says otherwise`);
      }
    });
  }
  for await (const { key } of rowsBelow(kv, keys.filesIn(conversation))) {
    if (!files.has(Number(key[2]))) report(place(key), "the message has no files");
  }
}

/** The bytes of all files, piece by piece, and that nothing of others is left. */
export async function verifyFiles(
  kv: Kv,
  storage: PieceStore | undefined,
  report: Report,
  looked: Looked,
): Promise<void> {
  const inKv = createKvPieces(kv);
  const blobs = new Set<string>();
  for await (const { key, value: row } of rowsBelow<FileRow>(kv, keys.files())) {
    looked.files++;
    for (const blob of [row.blob, ...row.spare ?? []]) blobs.add(blob);
    if (row.of !== undefined) continue;
    const store = row.store === inKv.kind ? inKv : storage;
    if (!store) looked.elsewhere++;
    else await verifyBytes(row, store, place(key), report, looked);
  }
  // Exports that wait to be brought in are in the store of files too.
  for await (const { value: row } of rowsBelow<FileRow>(kv, keys.allImportParts())) {
    blobs.add(row.blob);
  }
  for await (const blob of storedBlobs(kv)) {
    if (!blobs.has(blob)) report(place(keys.fileParts(blob)), "bytes of a file that is not there");
  }
}

async function verifyBytes(
  row: FileRow,
  store: PieceStore,
  where: string,
  report: Report,
  looked: Looked,
): Promise<void> {
  const stored = new StoredBytes(() => store, row);
  const pieces = Math.ceil(row.offset / row.pieceBytes);
  for (let piece = 0; piece < pieces; piece++) {
    try {
      looked.bytes += (await stored.piece(piece)).length;
    } catch (error) {
      if (error instanceof Error && error.name === "Unavailable") throw error;
      const at = place(keys.filePart(row.blob, piece, 0));
      report(where, `its bytes at ${at} are not those that were stored`);
    }
  }
}

/** The blobs of which there are bytes; the bytes of one are leapt over. */
async function* storedBlobs(kv: Pick<Kv, "list">): AsyncGenerator<string> {
  const prefix = keys.allFileParts();
  let start: Key = [...prefix, ""];
  for (;;) {
    const [row] = await kv.list({ start, end: [...prefix, true, true] }, { limit: 1 });
    if (!row) return;
    const blob = String(row.key[1]);
    yield blob;
    start = [...prefix, `${blob}\0`];
  }
}
