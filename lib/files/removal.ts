import * as v from "valibot";
import { FORGET_FILES, ForgetFilesPayload } from "../chat/messages/forget_files.ts";
import { type JobKind, planJob } from "../jobs/job.ts";
import type { Mutation } from "../kv/kv.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import type { FileQuotas } from "../store/files/file_quotas.ts";
import type { FileRow, FileRows } from "../store/files/file_rows.ts";
import type { PieceStores } from "./stored_bytes.ts";

/** A file that nothing shows is kept for so long after something of it last came. */
export const KEPT_UNSENT_MS = 60 * 60_000;
const SWEEP = "sweep-file";

const SweepPayload = v.object({ id: v.string() });

/** What files are removed with. */
export interface RemovalParts {
  rows: Pick<FileRows, "get" | "links" | "linked" | "remove" | "replace">;
  quotas: Pick<FileQuotas, "release">;
  stores: PieceStores;
  clock: Pick<Clock, "now">;
  random: Pick<Random, "fraction">;
}

/** Plans the look at a file that is announced: what is not sent by then goes. */
export function planSweep(id: string, at: number): Mutation {
  return planJob({ kind: SWEEP, id: `${SWEEP} ${id}`, due: at + KEPT_UNSENT_MS, payload: { id } });
}

/** Removes a file: its bytes first, so that a crash leaves the row that leads to them. */
export type RemoveFile = (id: string) => Promise<void>;

/** Over the rows and the stores. Rejects with `Unavailable`, and is then to be called again. */
export function createRemoveFile({ rows, quotas, stores, random }: RemovalParts): RemoveFile {
  return async (id) => {
    const file = await rows.get(id);
    if (!file) return;
    const { row } = file;
    const blobs = row.of === undefined ? [row.blob, ...row.spare ?? []] : [];
    for (const blob of blobs) await removeBlob(stores, row, blob);
    await rows.remove(id, ({ charged }) => quotas.release(charged, random.fraction()));
  };
}

/** Removes the files of messages that are gone; what something shows again stays. */
export function forgetFilesJob(
  { rows }: Pick<RemovalParts, "rows">,
  remove: RemoveFile,
): JobKind<v.InferOutput<typeof ForgetFilesPayload>> {
  return {
    kind: FORGET_FILES,
    payload: ForgetFilesPayload,
    async run({ ids }) {
      const links = await rows.links(ids);
      for (const [n, id] of ids.entries()) if (!links[n]) await remove(id);
    },
  };
}

/** Removes what was uploaded and not sent, and of what was sent the bytes that nobody reads. */
export function sweepJob(
  { rows, stores, clock }: RemovalParts,
  remove: RemoveFile,
): JobKind<v.InferOutput<typeof SweepPayload>> {
  return {
    kind: SWEEP,
    payload: SweepPayload,
    async run({ id }) {
      const { file, link } = await rows.linked(id);
      if (!file) return;
      const { row } = file;
      const due = row.touched + KEPT_UNSENT_MS;
      if (due > clock.now()) return { due, payload: { id } };
      if (!link) return await remove(id);
      if (!row.spare) return;
      for (const blob of row.spare) await removeBlob(stores, row, blob);
      const { spare: _, ...rest } = row;
      if (!await rows.replace(file, rest)) throw new Error("A file changed meanwhile"); // tried again
    },
  };
}

async function removeBlob(stores: PieceStores, row: FileRow, blob: string): Promise<void> {
  const pieces = Math.ceil(Math.max(row.charged, row.size) / row.pieceBytes) + 1;
  await stores(row.store).remove(blob, pieces);
}
