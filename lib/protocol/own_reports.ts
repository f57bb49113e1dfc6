// What somebody reported, as they are told of it. Times in milliseconds UTC.
import * as v from "valibot";

/** A report as who made it sees it: not what the message said, nor who handled it and how. */
export const OwnReport = v.object({
  /** Sorts by time. */
  id: v.string(),
  at: v.number(),
  conversation: v.string(),
  seq: v.number(),
  /** What the room was called. */
  room: v.optional(v.string()),
  /** Who wrote the message; empty once they are gone. */
  by: v.string(),
  words: v.string(),
  /** That a moderator looked at it; `isNew` until who reported has seen that. */
  answered: v.optional(v.object({
    at: v.number(),
    done: v.optional(v.boolean()),
    words: v.string(),
    isNew: v.boolean(),
  })),
});
export type OwnReport = v.InferOutput<typeof OwnReport>;
