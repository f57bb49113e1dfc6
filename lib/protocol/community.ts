// What a community says of itself, as administrators write it.
import * as v from "valibot";

/** Lengths in code points. */
export const PROFILE_LIMITS = { name: 64, icon: 12, welcome: 200, rule: 200, rules: 10 } as const;

/** The community's name and icon (a letter or an emoji; the tree where there is none), and its words. */
export const CommunityProfile = v.object({
  name: v.string(),
  icon: v.string(),
  /** Shown at the door. */
  welcome: v.string(),
  /** One sentence each, shown at the door too. */
  rules: v.array(v.string()),
  /** In place of the sign: the picture at `/files/community/<picture>`. */
  picture: v.optional(v.string()),
});
export type CommunityProfile = v.InferOutput<typeof CommunityProfile>;
/** What of it is written; the picture is set by itself. */
export const CommunityWords = v.omit(CommunityProfile, ["picture"]);
export type CommunityWords = v.InferOutput<typeof CommunityWords>;

/** What a founder has still to do: each true once it was done. */
export const Checklist = v.object({
  profile: v.boolean(),
  admission: v.boolean(),
  rooms: v.boolean(),
  people: v.boolean(),
});
export type Checklist = v.InferOutput<typeof Checklist>;
