import type { Bytes } from "../pictures/bytes.ts";
import { isPictureType } from "../pictures/format.ts";

/** What is read to find out what a file is. */
const HEAD_BYTES = 32 * 1024;
/** What bytes are that say nothing of themselves. */
const UNKNOWN = "application/octet-stream";

/**
 * Types, besides pictures that were read to their end, that a browser plays in place and runs nothing
 * of. Everything else is saved: HTML, SVG and PDF are programs.
 */
const PLAYED: ReadonlySet<string> = new Set([
  ...["audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/aac", "audio/ogg", "audio/wav"],
  ...["audio/flac", "audio/webm", "video/mp4", "video/webm", "video/quicktime", "video/ogg"],
]);

/** Whether a file of this type is shown or played where it is. */
export function isShown(type: string): boolean {
  return isPictureType(type) || PLAYED.has(type);
}

/** Whether a message may play it as a voice message. */
export function isHeard(type: string): boolean {
  return PLAYED.has(type);
}

/** The media type of bytes that are no picture, by what stands in them. */
export async function typeOf(bytes: Bytes): Promise<string> {
  const head = new Uint8Array(await bytes.read(0, HEAD_BYTES));
  // Only who uploads something needs it.
  const { fileTypeFromBuffer } = await import("file-type");
  const found = await fileTypeFromBuffer(head).catch(() => undefined); // a broken file of some type
  const type = found?.mime.split(";")[0]?.trim().toLowerCase();
  if (type === "audio/opus") return "audio/ogg";
  // A picture is what was read as one: of what only begins like one, nothing is shown.
  if (type && !type.startsWith("image/")) return type;
  return !type && isText(head) ? "text/plain" : UNKNOWN;
}

function isText(head: Uint8Array<ArrayBuffer>): boolean {
  try {
    // What is cut may end within a character.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    // deno-lint-ignore no-control-regex -- no text has them
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text);
  } catch {
    return false; // no UTF-8
  }
}
