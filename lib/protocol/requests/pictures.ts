// Pictures of people and of the community (N8).
import * as v from "valibot";

/** A picture is shown small: bytes, and pixels a side. A browser sends a square of 256. */
export const PICTURE_LIMITS = { bytes: 256 * 1024, side: 1_024 } as const;
/** What pictures are; nothing that moves by itself. */
export const PICTURE_TYPES: readonly string[] = ["image/jpeg", "image/png", "image/webp"];

/** A file that came and was not sent. */
export const fileId = v.pipe(v.string(), v.regex(/^[\w-]{16,40}$/));

/** Nothing takes the picture away. */
export const pictureRequest = v.object({ file: v.nullable(fileId) });
