import { nameFor, safeFileName } from "../../files/file_name.ts";
import { createFinish } from "../../files/finish.ts";
import { LEAST_CHARGED_BYTES } from "../../files/limits.ts";
import { PieceWriting } from "../../files/piece_writer.ts";
import type { PieceStore } from "../../files/pieces.ts";
import type { PieceStores } from "../../files/stored_bytes.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import type { UserId } from "../../protocol/events.ts";
import type { SharedFile } from "../../protocol/files.ts";
import type { Random } from "../../runtime/clock.ts";
import { createFileQuotas } from "../../store/files/file_quotas.ts";
import { createFileRows, type FileRow } from "../../store/files/file_rows.ts";

/** A file is larger than files may be here. */
export class TooLarge extends Error {}

/** Its bytes end before they are whole: those that an export holds no more. */
export class Incomplete extends Error {}

/** What is known of a file beside its bytes. `at`: when it was sent, milliseconds UTC; by default now. */
export interface NamedFile {
  owner: UserId;
  name: string;
  at?: number;
  /** Something that tells a place was removed from it before. */
  cleaned?: boolean;
}

/** What files are written with. */
export interface FileWriterParts {
  kv: Kv;
  stores: PieceStores;
  /** Where new files go. */
  store: PieceStore;
  /** The largest file, in bytes. */
  maxBytes: number;
  random: Random;
  now: () => number;
}

/**
 * Writes a file under an id that is its own: what is there already stays. Its content is looked into as
 * that of an upload is, and what tells a place is removed (F3). Throws `TooLarge`, `Unavailable`, and what
 * `bytes` throws: nothing of it stays then.
 */
export type WriteFile = (
  id: string,
  file: NamedFile,
  bytes: AsyncIterable<Uint8Array>,
) => Promise<SharedFile>;

/** Over the rows and the stores of files. */
export function createWriteFile(parts: FileWriterParts): WriteFile {
  const { kv, stores, store, random, now, maxBytes } = parts;
  const rows = createFileRows(kv);
  const quotas = createFileQuotas(kv);
  const writing = new PieceWriting();
  const finish = createFinish({ rows, stores, writing, random, now });

  async function write(id: string, file: NamedFile, bytes: AsyncIterable<Uint8Array>) {
    const begun = await rows.get(id);
    if (begun?.row.content) return begun.row;
    const blob = `${id}-bytes`;
    const { pieceBytes, kind } = store;
    const none = { offset: 0, digests: new Uint8Array(0) };
    const writer = writing.open(store, { blob, pieceBytes, begun: none }, async (_, also) => {
      if (also.length > 0) await kv.commit([], also);
    });
    try {
      for await (const part of bytes) {
        if (writer.offset + part.length > maxBytes) throw new TooLarge();
        await writer.add(part);
      }
      await writer.flush();
    } catch (error) {
      await store.remove(blob, Math.ceil(maxBytes / pieceBytes) + 1);
      throw error;
    } finally {
      writer.close();
    }
    const { offset: size, digests } = writer.written;
    const charged = Math.max(size, LEAST_CHARGED_BYTES);
    const { owner, name, at = now(), cleaned } = file;
    const row: FileRow = {
      owner,
      name: safeFileName(name),
      size,
      offset: size,
      store: kind,
      blob,
      pieceBytes,
      digests,
      charged,
      at,
      touched: now(),
    };
    await rows.add(id, row, () => quotas.release(-charged, random.fraction()));
    const finished = await finish((await rows.get(id))!);
    // What was written anew without a place leaves what was before; nobody else sweeps it.
    for (const spare of finished.row.spare ?? []) {
      await store.remove(spare, Math.ceil(charged / pieceBytes) + 1);
    }
    const { spare: _, ...clean } = finished.row;
    if (cleaned) clean.content = { ...clean.content!, cleaned };
    await kv.commit([], [{ type: "set", key: keys.file(id), value: clean }]);
    return clean;
  }

  return async (id, file, bytes) => {
    const { content, size, name: kept } = await write(id, file, bytes);
    const { type, width, height, cleaned } = content!; // it is finished
    return {
      id,
      name: nameFor(kept, type),
      type,
      size,
      ...(width !== undefined && { width, height }),
      ...(cleaned && { placeRemoved: true }),
    };
  };
}
