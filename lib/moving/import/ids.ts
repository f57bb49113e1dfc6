// Ids of what is imported follow from the export and from what it calls them: what is written twice is
// the same, and nothing is written beside what a run before had begun.
import { createHash } from "node:crypto";

/** An id of 128 bits out of some texts. */
export function derivedId(...parts: string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest().subarray(0, 16).toString(
    "base64url",
  );
}
