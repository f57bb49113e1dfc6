import { codePoints } from "../protocol/limits.ts";
import { FILE_NAME_LENGTH } from "../protocol/requests/shared_files.ts";

/** What no name of a file may hold: paths, what ends a header, and what turns a text around. */
// deno-lint-ignore no-control-regex -- control characters are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\\/:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;
/** The names of pictures and sounds whose content was read, by their type; the first is added. */
const ENDINGS: Record<string, readonly string[]> = {
  "image/jpeg": ["jpg", "jpeg", "jpe", "jfif"],
  "image/png": ["png", "apng"],
  "image/webp": ["webp"],
  "image/gif": ["gif"],
};

/** A name that can be shown and saved everywhere; `fallback` where nothing is left. */
export function safeFileName(written: string, fallback = "file"): string {
  const base = written.normalize("NFC").split(/[\\/]/).at(-1) ?? "";
  const name = bare(base.replace(UNSAFE, "_").replace(/\s+/g, " "));
  return name === "" ? fallback : shortened(name);
}

/** Without dots and spaces around it. A form may bring a name of megabytes: each sign is looked at once. */
function bare(name: string): string {
  const from = name.search(/[^. ]/);
  let end = name.length;
  while (end > 0 && (name[end - 1] === "." || name[end - 1] === " ")) end--;
  return from < 0 ? "" : name.slice(from, end);
}

/**
 * The name with the ending that a picture's content has: “a.html” that is a picture would be run by
 * whoever opens what they saved.
 */
export function nameFor(name: string, type: string): string {
  const endings = ENDINGS[type];
  if (!endings || endings.includes(endingOf(name))) return name;
  return shortened(`${name}.${endings[0]}`);
}

/** What follows the last dot of a name, in lower case; nothing where there is none. */
export function endingOf(name: string): string {
  const at = name.lastIndexOf(".");
  return at <= 0 ? "" : name.slice(at + 1).toLowerCase();
}

/** Cut in the middle, so that the ending stays. */
function shortened(name: string): string {
  if (codePoints(name) <= FILE_NAME_LENGTH) return name;
  const signs = [...name];
  const ending = endingOf(name).length < 12 ? endingOf(name).length + 1 : 0;
  const end = ending > 0 ? signs.slice(-ending) : [];
  return [...signs.slice(0, FILE_NAME_LENGTH - end.length - 1), "…", ...end].join("");
}

/** The header that has a file saved (RFC 6266), or shown where `inline`. */
export function contentDisposition(name: string, inline: boolean): string {
  const plain = name.replace(/[^\x20-\x7e]/g, "_").replace(/["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${inline ? "inline" : "attachment"}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
