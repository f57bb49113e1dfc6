// The emoji of the community (N10).
import * as v from "valibot";

/** What a list of them says: by its name, the tag of its picture. */
export const emojiFields = {
  /** Another one after each change; empty where there are none. */
  version: v.string(),
  emoji: v.record(v.string(), v.string()),
};

export const emojiPushes = {
  /** All that there are now: some changed, or what a `sync` named is not what there is. */
  emoji: v.object({ type: v.literal("emoji"), ...emojiFields }),
};
