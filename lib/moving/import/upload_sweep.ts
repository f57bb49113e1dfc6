// Exports that were sent, and with which nothing more was done.
import * as v from "valibot";
import { type JobKind, planJob } from "../../jobs/job.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { Clock } from "../../runtime/clock.ts";
import { forgetFound } from "./found.ts";
import type { UploadBytes } from "./upload_bytes.ts";
import { KEPT_MS, type UploadRow } from "./upload_rows.ts";

const SWEEP = "import-sweep";

const SweepPayload = v.object({ id: v.string() });

/** Plans the look at an upload with which nothing more was done. */
export function planUploadSweep(id: string, touched: number): Mutation {
  const due = touched + KEPT_MS;
  return planJob({ kind: SWEEP, id: `${SWEEP} ${id}`, due, payload: { id } });
}

/** Forgets uploads with which nothing was done for a day. */
export function uploadSweepJob(
  { kv, bytes, clock }: { kv: Kv; bytes: UploadBytes; clock: Pick<Clock, "now"> },
): JobKind<v.InferOutput<typeof SweepPayload>> {
  return {
    kind: SWEEP,
    payload: SweepPayload,
    async run({ id }) {
      const { value: upload } = await kv.get<UploadRow>(keys.importUpload(id));
      if (!upload) return;
      const due = (upload.state === "started" ? clock.now() : upload.touched) + KEPT_MS;
      if (due > clock.now()) return { due, payload: { id } };
      await forgetUpload(kv, bytes, upload);
    },
  };
}

/** Forgets an upload with its bytes; its row at last, so that a crash leaves what leads to them. */
export async function forgetUpload(kv: Kv, bytes: UploadBytes, upload: UploadRow): Promise<void> {
  await bytes.remove(upload);
  await forgetFound(kv, upload.id);
  await kv.commit([], [{ type: "delete", key: keys.importUpload(upload.id) }]);
}
