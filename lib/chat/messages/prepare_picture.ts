import { createHash } from "node:crypto";
import { ChatError } from "../../protocol/errors.ts";
import { PICTURE_LIMITS, PICTURE_TYPES } from "../../protocol/requests/pictures.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { FileRows } from "../../store/files/file_rows.ts";
import type { StoredPicture } from "../../store/files/pictures.ts";
import type { Actor } from "../chat.ts";

/** Bytes of the digest that the address of a picture has. */
const TAG_BYTES = 16;

/**
 * Takes a file that the actor uploaded as the picture of a person or of the community, so that no
 * sweep takes it before that is written. Throws `unknown-file`, `file-not-ready`, `picture` for what is
 * none, and `picture-too-large`.
 */
export type PreparePicture = (actor: Actor, file: string) => Promise<StoredPicture>;

/** Over the rows of files. */
export function createPreparePicture(
  { rows, clock }: { rows: Pick<FileRows, "linked" | "replace">; clock: Pick<Clock, "now"> },
): PreparePicture {
  return async ({ user }, id) => {
    const { file, link } = await rows.linked(id);
    const isOwn = file?.row.owner === user.id && file.row.claim === undefined && !link;
    if (!file || !isOwn) throw new ChatError("unknown-file");
    const { content, size, digests } = file.row;
    if (!content) throw new ChatError("file-not-ready");
    const { type, width, height } = content;
    const isPicture = PICTURE_TYPES.includes(type) && width !== undefined && height !== undefined;
    if (!isPicture) throw new ChatError("picture", { field: "picture" });
    const fits = size <= PICTURE_LIMITS.bytes && Math.max(width, height) <= PICTURE_LIMITS.side;
    if (!fits) throw new ChatError("picture-too-large", { field: "picture", ...PICTURE_LIMITS });
    const claimed = { ...file.row, claim: `picture ${user.id}`, touched: clock.now() };
    if (!await rows.replace(file, claimed)) throw new ChatError("unknown-file");
    const digest = createHash("sha256").update(digests).digest();
    return { file: id, tag: encodeBase64Url(new Uint8Array(digest.subarray(0, TAG_BYTES))) };
  };
}
