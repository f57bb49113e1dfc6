import * as v from "valibot";
import { planJob } from "../../jobs/job.ts";
import type { Mutation } from "../../kv/kv.ts";
import type { ConversationId, MessageEvent } from "../../protocol/events.ts";
import { shownFiles } from "../../protocol/link_previews.ts";
import type { StoredPicture } from "../../store/files/pictures.ts";
import { forgetFilesAt, unlinkFile } from "../../store/files/file_rows.ts";

/** The kind of the jobs that remove the bytes of files. */
export const FORGET_FILES = "forget-files";

/** Files that nothing shows any more. */
export const ForgetFilesPayload = v.object({ ids: v.array(v.string()) });

/** Takes a picture away that nobody has any more, and plans the job that removes its bytes. */
export function forgetPicture(picture: StoredPicture | undefined, now: number): Mutation[] {
  if (!picture) return [];
  return forgetFilesOf([picture.file], now);
}

/** Takes files away that nothing shows any more, and plans the job that removes their bytes. */
export function forgetFilesOf(ids: readonly string[], now: number): Mutation[] {
  if (ids[0] === undefined) return [];
  const job = { kind: FORGET_FILES, id: `${FORGET_FILES} of ${ids[0]}`, due: now };
  return [...ids.map(unlinkFile), planJob({ ...job, payload: { ids: [...ids] } })];
}

/**
 * Takes the files of a message that is gone from everybody, at once, and plans the job that removes
 * their bytes (M3): more than its commit holds, and maybe in another store.
 */
export function forgetFiles(
  conversation: ConversationId,
  message: MessageEvent,
  now: number,
): Mutation[] {
  const { seq, files } = message;
  return [
    ...forgetFilesOf(shownFiles(message), now),
    ...(files ? [forgetFilesAt(conversation, seq)] : []),
  ];
}
