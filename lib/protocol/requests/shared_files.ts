// What a client says of files that it sends.
import * as v from "valibot";

/** The length of an alternative text, in code points. */
export const ALT_LENGTH = 500;
/** The length of a file's name, in code points. */
export const FILE_NAME_LENGTH = 150;
/** Bars of the picture of a voice message. */
export const MAX_WAVE = 64;
/** The longest voice message, in seconds. */
const MAX_VOICE_S = 3_600;

const id = v.pipe(v.string(), v.regex(/^[\w-]{16,40}$/));
/** A ThumbHash in base64url: at most 25 bytes. */
const thumbHash = v.pipe(v.string(), v.regex(/^[\w-]{6,36}$/));
/** How loud a voice message is over its time, from “0” to “z”: a sign a bar. */
const wave = v.pipe(v.string(), v.regex(/^[0-9a-z]+$/), v.maxLength(MAX_WAVE));
const duration = v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_VOICE_S));

/** A file that came, as a message is sent with it: what the server cannot see in its bytes. */
export const NewSharedFile = v.object({
  id,
  thumbHash: v.optional(thumbHash),
  alt: v.optional(v.pipe(v.string(), v.maxLength(4 * ALT_LENGTH))),
  duration: v.optional(duration),
  wave: v.optional(wave),
  preview: v.optional(id),
  placeRemoved: v.optional(v.boolean()),
});
export type NewSharedFile = v.InferOutput<typeof NewSharedFile>;
