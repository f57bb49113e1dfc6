import * as v from "valibot";
import { POLL_OPTIONS } from "../polls.ts";
import { conversation, placed, ref, seq } from "./fields.ts";

/** Answers of a poll, by their index; none takes a vote back. */
export const choice = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(POLL_OPTIONS.most - 1))),
  v.maxLength(POLL_OPTIONS.most),
);

/** Voting, and ending one's own poll. */
export const pollRequests = {
  vote: v.object({ type: v.literal("vote"), ref, conversation, target: seq, options: choice }),
  closePoll: v.object({ type: v.literal("closePoll"), ref, conversation, target: seq }),
};

/** All devices of who voted secretly are told what they chose: no event says it. */
export const pollPushes = {
  voted: v.object({
    type: v.literal("voted"),
    conversation: v.string(),
    target: v.number(),
    options: v.array(v.number()),
  }),
};

/** What their `ok` replies carry. */
export const pollReplies = { vote: placed, closePoll: placed };
