// What a message was answered with by a press: kinds of emoji, how many people, and who.
import * as v from "valibot";

/** Of each kind, so many people are named in the message; the others have rows of their own. */
export const MAX_NAMED_REACTORS = 12;

/** Offered to who has not used others. */
export const DEFAULT_REACTIONS = ["👍", "❤️", "😄", "🎉", "👀", "🙏"] as const;

/** One kind of reaction: how many people, and the ids of at most 12 of them, the first first. */
export const Reaction = v.object({ count: v.number(), by: v.array(v.string()) });
export type Reaction = v.InferOutput<typeof Reaction>;

/** By emoji, in the order in which they were first used. */
export const Reactions = v.record(v.string(), Reaction);
export type Reactions = Readonly<Record<string, Reaction>>;

/** Somebody reacts, or takes it back. */
export interface ReactionChange {
  emoji: string;
  /** A user id. */
  by: string;
  on: boolean;
}

/**
 * The reactions after a change that is one: who reacts had not, who takes it back had. The server
 * stores what clients compute by the same function, so that both hold the same.
 */
export function foldReaction(before: Reactions, { emoji, by, on }: ReactionChange): Reactions {
  const { [emoji]: kind = { count: 0, by: [] }, ...others } = before;
  if (!on) {
    const after = { count: kind.count - 1, by: kind.by.filter((user) => user !== by) };
    return after.count > 0 ? { ...before, [emoji]: after } : others;
  }
  const named = kind.by.length < MAX_NAMED_REACTORS ? [...kind.by, by] : kind.by;
  return { ...before, [emoji]: { count: kind.count + 1, by: named } };
}
