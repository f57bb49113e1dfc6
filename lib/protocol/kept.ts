// What everybody may know of what is kept.
import * as v from "valibot";

/** For how many days messages are kept, if not for ever, and how many moderators removed. */
export const Kept = v.object({ days: v.optional(v.number()), removed: v.number() });
export type Kept = v.InferOutput<typeof Kept>;
