// Names without an account, which imports made, and who they turn out to be. Times in milliseconds UTC.
import * as v from "valibot";
import { Named } from "./administration.ts";

/**
 * How far it is that one becomes somebody: what stands under the name is counted (`counting`, `counted`),
 * then given to them (`running`); or something went wrong here (`failed`).
 */
export const MERGE_STATES = ["counting", "counted", "running", "failed"] as const;
export type MergeState = (typeof MERGE_STATES)[number];

/**
 * What stands under a name: `reactions` with votes. `opened`: private rooms, groups and direct conversations
 * that who it is can read from then on, and could not before.
 */
export const MergeCounts = v.object({
  messages: v.number(),
  rooms: v.number(),
  opened: v.number(),
  reactions: v.number(),
  mentions: v.number(),
});
export type MergeCounts = v.InferOutput<typeof MergeCounts>;

/** Who somebody is said to be. */
export const Merge = v.object({
  state: v.picklist(MERGE_STATES),
  into: Named,
  /** Absent for who runs the server. */
  by: v.optional(Named),
  at: v.number(),
  /** Some of it may be given already: it goes on with the same member alone. */
  begun: v.optional(v.boolean()),
  counts: v.optional(MergeCounts),
  /** What was looked through, of how much: while it is counted or given. */
  done: v.optional(v.number()),
  total: v.optional(v.number()),
});
export type Merge = v.InferOutput<typeof Merge>;

/** A name without an account, and the import that made it. */
export const Placeholder = v.object({
  id: v.string(),
  name: v.string(),
  import: v.object({ id: v.string(), file: v.string() }),
  merge: v.optional(Merge),
});
export type Placeholder = v.InferOutput<typeof Placeholder>;
