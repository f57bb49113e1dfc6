// Imports as they are shown.
import type { BroughtIn } from "../../protocol/administration.ts";
import type { ImportRow } from "./rows.ts";
import type { UploadBytes } from "./upload_bytes.ts";
import { sizeOfPart, type UploadRow } from "./upload_rows.ts";

/** An upload as it is shown. */
export async function uploaded(
  bytes: Pick<UploadBytes, "here">,
  upload: UploadRow,
): Promise<BroughtIn> {
  const { id, file, at, state, by, kind, counts, losses = [], problem, already } = upload;
  const { size, partBytes } = upload;
  let here = size;
  if (state === "coming") {
    here = 0;
    for (const part of await bytes.here(upload)) here += sizeOfPart(upload, part);
  }
  const { rooms = 0, people = 0, messages = 0, files = 0, emoji, since } = counts ?? {};
  return {
    id,
    file,
    at,
    by,
    rooms,
    people,
    messages,
    files,
    losses,
    state: state === "started" ? "running" : state,
    upload: { size, here, partBytes },
    ...(kind && { kind }),
    ...(since !== undefined && { since }),
    ...(emoji !== undefined && { emoji }),
    ...(problem && { problem }),
    ...(already && { already }),
  };
}

/** An import as it is shown. */
export function broughtIn(row: ImportRow): BroughtIn {
  const { id, file, at, state, by, kind, counts, losses, problem, total, room, doneAt, stays } =
    row;
  return {
    id,
    file,
    at,
    state,
    kind,
    ...counts,
    losses: losses.map(({ what, count }) => ({ what, count })),
    ...(by && { by }),
    ...(problem && { problem }),
    ...(total !== undefined && { total }),
    ...(room !== undefined && state === "running" && { room }),
    ...(doneAt !== undefined && { doneAt }),
    ...(stays && { stays }),
  };
}
