// Where files stand in a zip. Their names are what somebody wrote, here or where they were brought from.
import { endingOf, safeFileName } from "../../files/file_name.ts";
import type { SharedFile } from "../../protocol/files.ts";

/** Endings of what no browser runs in the origin that it comes from. */
const INERT: ReadonlySet<string> = new Set([
  ...["png", "apng", "jpg", "jpeg", "jpe", "jfif", "webp", "gif"],
  ...["mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "flac", "weba"],
  ...["mp4", "m4v", "webm", "mov", "ogv"],
  ...["txt", "md", "csv", "json", "log", "pdf", "epub", "rtf", "ics", "vcf"],
  ...["doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "odg"],
  ...[
    "zip",
    "gz",
    "xz",
    "bz2",
    "zst",
    "7z",
    "rar",
    "tar",
    "tgz",
    "iso",
    "apk",
    "dmg",
    "exe",
    "deb",
  ],
]);

/** A file's own folder and its name: no other file's, and never outside. */
export function filePath({ id, name }: Pick<SharedFile, "id" | "name">): string {
  return `${id.replaceAll(/[^\w-]/g, "_")}/${safeFileName(name)}`;
}

/**
 * The same on pages. Those are put on some web server, which tells what a file is by its ending: what
 * a browser might run there, such as HTML and SVG, is text.
 */
export function pageFilePath(file: Pick<SharedFile, "id" | "name">): string {
  const path = filePath(file);
  return INERT.has(endingOf(path)) ? path : `${path}.txt`;
}

/** How the file of an emoji's picture ends, which is a PNG or a JPEG. */
export function pictureEnding(bytes: Uint8Array): "png" | "jpg" {
  return bytes[0] === 0x89 ? "png" : "jpg";
}
