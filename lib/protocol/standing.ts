import * as v from "valibot";

/**
 * Whether whoever asks is let in now; or why not, in words where there are some, and after how many
 * milliseconds they are, where that is known.
 */
export const Standing = v.object({
  is: v.picklist(["in", "signed-out", "kicked", "banned"]),
  message: v.optional(v.string()),
  retryAfterMs: v.optional(v.number()),
});
export type Standing = v.InferOutput<typeof Standing>;
