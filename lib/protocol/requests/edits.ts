import * as v from "valibot";
import { conversation, placed, position, ref, seq, text } from "./fields.ts";

/** What a message said once: `version` 0 is the first one; `at` when it was written, milliseconds UTC. */
export const Version = v.object({ version: v.number(), text: v.string(), at: v.number() });
export type Version = v.InferOutput<typeof Version>;

/** Changing the words of a message, and reading what they were. */
export const editRequests = {
  /** `version`: the one that it was made on (M2). */
  edit: v.object({
    type: v.literal("edit"),
    ref,
    conversation,
    target: seq,
    text,
    version: v.optional(position),
  }),
  /** `before`: the page that ends before this version. */
  versions: v.object({
    type: v.literal("versions"),
    ref,
    conversation,
    target: seq,
    before: v.optional(position),
  }),
};

/** What their `ok` replies carry. */
export const editReplies = {
  edit: placed,
  /** Consecutive versions, the words of now the last; `more`: there are earlier ones. */
  versions: v.object({ versions: v.array(Version), more: v.boolean() }),
};
