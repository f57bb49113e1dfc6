import * as v from "valibot";
import { planJob } from "../../jobs/job.ts";
import type { Mutation } from "../../kv/kv.ts";
import type { ConversationId, MessageEvent } from "../../protocol/events.ts";
import type { StoredPicture } from "../../store/files/pictures.ts";
import { forgetFilesAt, unlinkFile } from "../../store/files/file_rows.ts";

/** The kind of the jobs that remove the bytes of files. */
export const FORGET_FILES = "forget-files";

/** Files that nothing shows any more. */
export const ForgetFilesPayload = v.object({ ids: v.array(v.string()) });

/** Takes a picture away that nobody has any more, and plans the job that removes its bytes. */
export function forgetPicture(picture: StoredPicture | undefined, now: number): Mutation[] {
  if (!picture) return [];
  const { file } = picture;
  const job = { kind: FORGET_FILES, id: `${FORGET_FILES} picture ${file}`, due: now };
  return [unlinkFile(file), planJob({ ...job, payload: { ids: [file] } })];
}

/**
 * Takes the files of a message that is gone from everybody, at once, and plans the job that removes
 * their bytes (M3): more than its commit holds, and maybe in another store.
 */
export function forgetFiles(
  conversation: ConversationId,
  { seq, files }: MessageEvent,
  now: number,
): Mutation[] {
  if (!files) return [];
  const ids = files.flatMap(({ id, preview }) => preview === undefined ? [id] : [id, preview]);
  const job = { kind: FORGET_FILES, id: `${FORGET_FILES} ${conversation} ${seq}`, due: now };
  return [
    ...ids.map(unlinkFile),
    forgetFilesAt(conversation, seq),
    planJob({ ...job, payload: { ids } }),
  ];
}
