import { Semaphore } from "../async/semaphore.ts";
import type { Mutation } from "../kv/kv.ts";
import { isNew, type Segment } from "../pictures/bytes.ts";
import { readIsoMedia } from "../pictures/iso_media.ts";
import { readPicture } from "../pictures/picture.ts";
import type { Random } from "../runtime/clock.ts";
import type { FileContent, FileRow, FileRows, ReadFile } from "../store/files/file_rows.ts";
import { typeOf } from "./content.ts";
import { nameFor } from "./file_name.ts";
import type { PieceWriting } from "./piece_writer.ts";
import { type PieceStores, StoredBytes } from "./stored_bytes.ts";
import { WrittenMeanwhile } from "./written_meanwhile.ts";

/** Files that an instance looks into at once: many may come to their end in one moment. */
const AT_ONCE = 2;
const MAX_QUEUED = 10_000;

/** What a file is finished with. */
export interface FinishParts {
  rows: Pick<FileRows, "replace">;
  stores: PieceStores;
  writing: Pick<PieceWriting, "open">;
  random: Pick<Random, "uuid">;
  now(): number;
}

/**
 * Finds out what a file is of which all has come, and makes it clean. Does nothing for one that is.
 * A crash on the way leaves the file as it was, and the blobs that it began in `spare`. Throws
 * `WrittenMeanwhile` where somebody else does the same.
 */
export type FinishFile = (file: ReadFile) => Promise<ReadFile>;

export function createFinish({ rows, stores, writing, random, now }: FinishParts): FinishFile {
  const turns = new Semaphore({ concurrency: AT_ONCE, maxQueued: MAX_QUEUED });

  async function replace(file: ReadFile, row: FileRow, also?: Mutation[]): Promise<ReadFile> {
    const replaced = await rows.replace(file, row, also);
    if (!replaced) throw new WrittenMeanwhile("Somebody else finishes this file");
    return replaced;
  }

  /** Writes the file anew, out of `segments`, into a blob of its own; the row turns to it at the end. */
  async function rewrite(
    file: ReadFile,
    segments: readonly Segment[],
    found: Pick<FileRow, "name" | "content">,
  ): Promise<ReadFile> {
    const { row } = file;
    const blob = random.uuid();
    // Noted before anything is in it: nothing stays of one that is not come to an end.
    let noted = await replace(file, { ...row, spare: [...row.spare ?? [], blob] });
    const from = new StoredBytes(stores, row);
    const writer = writing.open(
      stores(row.store),
      { blob, pieceBytes: row.pieceBytes, begun: { offset: 0, digests: new Uint8Array(0) } },
      async (_, also) => {
        noted = await replace(noted, { ...noted.row, touched: now() }, also);
      },
    );
    try {
      for (const segment of segments) {
        if (isNew(segment)) await writer.add(segment);
        else for await (const part of from.stream(segment.from, segment.to)) await writer.add(part);
      }
      await writer.flush();
    } finally {
      writer.close();
    }
    const { offset, digests } = writer.written;
    const spare = [...(row.spare ?? []), row.blob];
    return await replace(noted, { ...row, ...found, blob, spare, offset, size: offset, digests });
  }

  async function finish(file: ReadFile): Promise<ReadFile> {
    const { row } = file;
    const bytes = new StoredBytes(stores, row);
    const picture = await readPicture(bytes);
    const media = picture ?? await readIsoMedia(bytes); // of others, nothing is known
    const type = picture?.type ?? await typeOf(bytes);
    const content: FileContent = {
      type,
      ...(picture && { width: picture.width, height: picture.height }),
      ...(media?.place && { cleaned: true }),
    };
    const found = { name: nameFor(row.name, type), content };
    if (!media?.clean) return await replace(file, { ...row, ...found });
    return await rewrite(file, media.clean, found);
  }

  return async (file) => {
    const { content, offset, size } = file.row;
    return content || offset < size ? file : await turns.run(() => finish(file));
  };
}
