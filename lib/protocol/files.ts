// Files in messages: what a message says of them, and how much may be sent.
import * as v from "valibot";

/** Files of one message that the protocol allows; a server may allow fewer. */
export const MAX_FILES = 10;
/** A file of a message. `type` and the size of a picture are what the server found in its bytes. */
export const SharedFile = v.object({
  id: v.string(),
  name: v.string(),
  type: v.string(),
  size: v.number(),
  width: v.optional(v.number()),
  height: v.optional(v.number()),
  thumbHash: v.optional(v.string()),
  /** What it shows, for those who do not see it. */
  alt: v.optional(v.string()),
  /** Seconds, of what is heard or seen over time. */
  duration: v.optional(v.number()),
  /** Of a voice message alone. */
  wave: v.optional(v.string()),
  /** The id of the same picture, made smaller. */
  preview: v.optional(v.string()),
  /** What told where a picture was taken was removed. */
  placeRemoved: v.optional(v.boolean()),
});
export type SharedFile = v.InferOutput<typeof SharedFile>;

/** The ids of files, and of what was made smaller of them. */
export function fileIds(files: readonly Pick<SharedFile, "id" | "preview">[]): string[] {
  return files.flatMap(({ id, preview }) => preview === undefined ? [id] : [id, preview]);
}

/** What may be sent: bytes of one file, and files of one message. */
export const FileLimits = v.object({ bytes: v.number(), count: v.number() });
export type FileLimits = v.InferOutput<typeof FileLimits>;

/** What one may send on a day, and what of today's is left, in bytes. */
export const FileAllowance = v.object({ day: v.number(), left: v.number() });
export type FileAllowance = v.InferOutput<typeof FileAllowance>;

/** What a file is to a reader: decides how it is shown, and where it is listed. */
export type FileKind = "picture" | "voice" | "file";

/** What a file of a message is shown as. */
export function kindOf({ type, wave }: Pick<SharedFile, "type" | "wave">): FileKind {
  if (wave !== undefined) return "voice";
  return type.startsWith("image/") ? "picture" : "file";
}
