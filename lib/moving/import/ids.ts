// Ids of what is imported follow from the export and from what it calls them: what is written twice is
// the same, and nothing is written beside what a run before had begun.
import { createHash } from "node:crypto";

/** An id of 128 bits out of some texts. */
export function derivedId(...parts: string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest().subarray(0, 16).toString(
    "base64url",
  );
}

/** The same, as UUIDs are written (RFC 9562, version 8). */
export function derivedUuid(...parts: string[]): string {
  const bytes = createHash("sha256").update(parts.join("\0")).digest().subarray(0, 16);
  bytes[6] = bytes[6]! & 0x0f | 0x80;
  bytes[8] = bytes[8]! & 0x3f | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
