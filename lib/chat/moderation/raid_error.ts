import type { Raid } from "../../protocol/administration.ts";
import { ChatError } from "../../protocol/errors.ts";

/** That something rests while there is a raid, and until when. */
export function raidError(
  refusal: "raid-closed" | "raid-read-only",
  { until }: Pick<Raid, "until">,
  now: number,
): ChatError {
  return new ChatError(refusal, { until, left: until - now }, until - now);
}
