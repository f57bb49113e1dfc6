import { ChatError } from "../../protocol/errors.ts";
import { fileIds, type SharedFile } from "../../protocol/files.ts";
import type { Random } from "../../runtime/clock.ts";
import { type FileRow, type FileRows, setFile } from "../../store/files/file_rows.ts";
import type { Actor } from "../chat.ts";
import { type Attached, linksOf } from "./attach.ts";

/**
 * The files of a message as a forward of it has them: rows of their own, so that who reads one of the
 * two reads no more by it, over the same bytes, which stay those of the first and go with it. The rows
 * are written in the commit of the forward. Throws `unknown-file` where one is gone.
 */
export type ForwardFiles = (actor: Actor, files: readonly SharedFile[]) => Promise<Attached>;

/** Over the rows of files. */
export function createForwardFiles(
  { rows, random }: { rows: Pick<FileRows, "getMany">; random: Pick<Random, "uuid"> },
): ForwardFiles {
  return async ({ user }, files) => {
    const ids = fileIds(files);
    const found = await rows.getMany(ids);
    const copies = new Map(ids.map((id, n) => {
      const row = found[n]?.row;
      if (!row) throw new ChatError("unknown-file");
      return [id, { id: random.uuid(), row: copyOf(id, row, user.id) }];
    }));
    const shared = files.map((file) => ({
      ...file,
      id: copies.get(file.id)!.id,
      ...(file.preview !== undefined && { preview: copies.get(file.preview)!.id }),
    }));
    return {
      files: shared,
      rows: (place, vanishMs) => [
        ...[...copies.values()].map(({ id, row }) => setFile(id, row)),
        ...linksOf(shared, place, vanishMs),
      ],
    };
  };
}

function copyOf(id: string, { spare: _, ...row }: FileRow, owner: string): FileRow {
  return { ...row, owner, charged: 0, of: row.of ?? id };
}
