import type { Mutation } from "../../kv/kv.ts";
import { ChatError } from "../../protocol/errors.ts";
import { fileIds, type FileLimits, kindOf, type SharedFile } from "../../protocol/files.ts";
import { ALT_LENGTH, type NewSharedFile } from "../../protocol/requests/shared_files.ts";
import { codePoints } from "../../protocol/limits.ts";
import type { Clock } from "../../runtime/clock.ts";
import {
  type FileRow,
  type FileRows,
  linkFile,
  noteFilesAt,
  type ReadFile,
} from "../../store/files/file_rows.ts";
import type { Actor, LogPosition } from "../chat.ts";

/** The files of a message that is posted. */
export interface Attached {
  files: SharedFile[];
  /** What says in its commit who may read them from then on; `vanishMs`: for how long. */
  rows(place: LogPosition, vanishMs: number | undefined): Mutation[];
}

/**
 * Takes files that their owner has uploaded for one message: a repeat of that message finds them
 * taken, any other does not. Throws `unknown-file`, `file-not-ready`, `too-many-files`,
 * `text-too-long` (an alternative text). Rejects with `Unavailable`.
 */
export type AttachFiles = (
  actor: Actor,
  message: { conversation: string; id: string; files: readonly NewSharedFile[] },
) => Promise<Attached>;

/** Tries to take a file that something else writes to: a removal of what nobody reads. */
const TRIES = 3;

/** Over the rows of files. */
export function createAttach(
  { rows, limits, clock }: {
    rows: Pick<FileRows, "get" | "getMany" | "replace">;
    limits: Pick<FileLimits, "count">;
    clock: Pick<Clock, "now">;
  },
): AttachFiles {
  /** Notes in the row that the file goes with this message: no sweep takes it, and no other message. */
  async function claim(found: ReadFile, actor: Actor, name: string): Promise<FileRow> {
    let file: ReadFile | undefined = found;
    for (let tries = 0; file && tries < TRIES; tries++) {
      const { row } = file;
      if (row.owner !== actor.user.id || row.claim && row.claim !== name) break;
      if (!row.content) throw new ChatError("file-not-ready");
      if (row.claim === name) return row;
      const claimed = await rows.replace(file, { ...row, claim: name, touched: clock.now() });
      if (claimed) return claimed.row;
      file = await rows.get(file.id);
    }
    throw new ChatError("unknown-file");
  }

  return async (actor, { conversation, id: message, files }) => {
    if (files.length > limits.count) {
      throw new ChatError("too-many-files", { limit: limits.count });
    }
    const ids = fileIds(files);
    if (new Set(ids).size < ids.length) throw new ChatError("invalid-field", { field: "files" });
    const found = await rows.getMany(ids);
    const name = `${conversation} ${message}`;
    const claimed = await Promise.all(found.map((file) => {
      if (!file) throw new ChatError("unknown-file");
      return claim(file, actor, name);
    }));
    const rowOf = new Map(ids.map((id, n) => [id, claimed[n]!]));
    const shared = files.map((file) => sharedFile(file, rowOf));
    return {
      files: shared,
      rows: (place, vanishMs) => linksOf(shared, place, vanishMs),
    };
  };
}

/** What uploaded files are called, of those that are there: read before a message takes them. */
export function createFileNames(
  { rows }: { rows: Pick<FileRows, "getMany"> },
): (ids: readonly string[]) => Promise<string[]> {
  return async (ids) => (await rows.getMany(ids)).flatMap((file) => file?.row.name ?? []);
}

/** Says that a message shows these files, and notes their kinds; `vanishMs`: for how long. */
export function linksOf(
  files: readonly SharedFile[],
  place: LogPosition,
  vanishMs: number | undefined,
): Mutation[] {
  const kinds = [...new Set(files.map(kindOf))];
  return [
    ...linkFilesTo(fileIds(files), place, vanishMs),
    noteFilesAt(place.conversation, place.seq, kinds),
  ];
}

/** Says that a message that was written then shows these files: its own, or pictures of pages. */
export function linkFilesTo(
  ids: readonly string[],
  { conversation, seq, at }: LogPosition,
  vanishMs: number | undefined,
): Mutation[] {
  const link = {
    conversation,
    seq,
    ...(vanishMs !== undefined && { until: at + vanishMs }),
  };
  return ids.map((id) => linkFile(id, link));
}

/** What a message says of a file: what the server found in it before what its sender says of it. */
function sharedFile(
  { id, alt, thumbHash, duration, wave, preview, placeRemoved }: NewSharedFile,
  rowOf: ReadonlyMap<string, FileRow>,
): SharedFile {
  const { name, size, content } = rowOf.get(id)!;
  const { type, width, height, cleaned } = content!; // it is ready
  const isPicture = width !== undefined;
  const lasts = /^(audio|video)\//.test(type);
  const text = alt?.trim();
  if (text && codePoints(text) > ALT_LENGTH) {
    throw new ChatError("text-too-long", { limit: ALT_LENGTH });
  }
  if (preview !== undefined && !(isPicture && rowOf.get(preview)?.content?.width)) {
    throw new ChatError("invalid-field", { field: "preview" });
  }
  return {
    id,
    name,
    type: wave && lasts ? heardType(type) : type,
    size,
    ...(isPicture && { width, height }),
    ...(isPicture && thumbHash && { thumbHash }),
    ...(isPicture && preview && { preview }),
    ...(text && { alt: text }),
    ...(lasts && duration !== undefined && { duration }),
    ...(lasts && wave && { wave }),
    ...((cleaned || isPicture && placeRemoved) && { placeRemoved: true }),
  };
}

/** A recording has no picture; its container says that it may have one. */
function heardType(type: string): string {
  return type.replace(/^video\//, "audio/");
}
