import type { PlainKey } from "../../i18n/catalog.ts";

/** Why a scheduled message was not sent, in words. */
export function reasonOf(refusal: string): PlainKey {
  switch (refusal) {
    case "muted":
      return "later.why.muted";
    case "read-only":
    case "conversation-closed":
      return "later.why.closed";
    case "nobody-reads":
      return "later.why.nobody";
    case "held-for-review":
      return "later.why.waits";
    case "held-refused":
      return "later.why.refused";
    case "unavailable":
      return "later.why.unavailable";
    default:
      return "later.why.left";
  }
}
