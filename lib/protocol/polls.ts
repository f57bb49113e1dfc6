// A question with answers to choose from: what it is, and what a vote makes of it.
import * as v from "valibot";
import { typed } from "./requests/fields.ts";

/** How many answers a poll has (M9). */
export const POLL_OPTIONS = { least: 2, most: 10 } as const;
/** The length of an answer, in code points. */
export const MAX_OPTION_LENGTH = 100;
/** Of each answer, so many people are named in the message. */
const MAX_NAMED_VOTERS = 12;

/** An answer: how many chose it, and the ids of at most 12 of them; of a secret poll nobody's. */
export const PollOption = v.object({
  text: v.string(),
  count: v.number(),
  by: v.optional(v.array(v.string())),
});
export type PollOption = v.InferOutput<typeof PollOption>;

/**
 * What belongs to a message that is a poll: its text is the question. `voters`: how many people voted.
 * `closesAt`: when it takes no votes any more; `closedAt`: since when it takes none, whoever ended it.
 */
export const Poll = v.object({
  options: v.array(PollOption),
  voters: v.number(),
  multiple: v.optional(v.boolean()),
  secret: v.optional(v.boolean()),
  closesAt: v.optional(v.number()),
  closedAt: v.optional(v.number()),
});
export type Poll = v.InferOutput<typeof Poll>;

/** What somebody asks for who makes a poll, before the rules have seen it. */
export const NewPoll = v.object({
  options: v.pipe(
    v.array(typed(4 * MAX_OPTION_LENGTH)),
    v.transform((options) => options.slice(0, POLL_OPTIONS.most + 1)),
  ),
  multiple: v.optional(v.boolean()),
  secret: v.optional(v.boolean()),
  closesAt: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
});
export type NewPoll = v.InferOutput<typeof NewPoll>;

/** What somebody chose before, and what they choose now: indexes of answers, ascending. */
export interface VoteChange {
  /** A user id; a secret poll does not name it. */
  by: string;
  was: readonly number[];
  options: readonly number[];
}

/**
 * The poll after a vote in place of another one. The server stores what clients compute by the same
 * function, so that both hold the same.
 */
export function foldVote(poll: Poll, { by, was, options: chosen }: VoteChange): Poll {
  const options = poll.options.map((option, n) => {
    const [before, after] = [was.includes(n), chosen.includes(n)];
    if (before === after) return option;
    const others = (option.by ?? []).filter((one) => one !== by);
    const named = after && others.length < MAX_NAMED_VOTERS ? [...others, by] : others;
    const count = option.count + (after ? 1 : -1);
    return { ...option, count, ...(!poll.secret && { by: named }) };
  });
  const came = Number(chosen.length > 0) - Number(was.length > 0);
  return { ...poll, options, voters: poll.voters + came };
}

/** Whether a poll takes votes at that time (milliseconds UTC, by the server's clock). */
export function isOpen({ closedAt, closesAt = Infinity }: Poll, now: number): boolean {
  return closedAt === undefined && now < closesAt;
}
