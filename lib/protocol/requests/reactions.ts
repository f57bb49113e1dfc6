import * as v from "valibot";
import { Message, Person, Profiles } from "../events.ts";
import { MAX_REACTORS } from "../limits.ts";
import { conversation, placed, ref, seq } from "./fields.ts";

/** An emoji, before the rules have seen it. */
export const emoji = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** Reacting to messages and pinning them. */
export const reactionRequests = {
  react: v.object({
    type: v.literal("react"),
    ref,
    conversation,
    target: seq,
    emoji,
    on: v.boolean(),
  }),
  reactors: v.object({
    type: v.literal("reactors"),
    ref,
    conversation,
    target: seq,
    emoji,
    after: v.optional(v.pipe(v.string(), v.maxLength(100))),
    limit: v.optional(
      v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_REACTORS)),
      MAX_REACTORS,
    ),
  }),
  pin: v.object({ type: v.literal("pin"), ref, conversation, target: seq, on: v.boolean() }),
  pins: v.object({ type: v.literal("pins"), ref, conversation }),
};

/** What their `ok` replies carry. */
export const reactionReplies = {
  react: placed,
  reactors: v.object({
    people: v.array(Person),
    /** Given as `after`, it leads to the next page; absent on the last one. */
    next: v.optional(v.string()),
  }),
  pin: placed,
  pins: v.object({ messages: v.array(Message), users: Profiles }),
};
