import * as v from "valibot";
import { LogEvent, Profiles } from "../events.ts";
import { MAX_THREADS } from "../limits.ts";
import { conversation, nothing, ref, seq } from "./fields.ts";

/** Following threads, and those that have something new (M6). */
export const threadRequests = {
  follow: v.object({ type: v.literal("follow"), ref, conversation, thread: seq, on: v.boolean() }),
  threads: v.object({
    type: v.literal("threads"),
    ref,
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_THREADS)), 50),
  }),
};

/**
 * That somebody put their mark of a thread back: when (milliseconds UTC), and its last reply then. Who has
 * read beyond that reply since has put nothing back.
 */
export const ThreadBack = v.object({ at: v.number(), last: v.number() });
export type ThreadBack = v.InferOutput<typeof ThreadBack>;

/**
 * How a thread stands for somebody. `last` is its last reply and `count` how many there are up to it:
 * these two only grow, and so does `read`, but where `back` says that it was put back: by these one tells
 * the newer word from the older.
 */
export const ThreadStanding = v.object({
  back: v.optional(ThreadBack),
  follows: v.boolean(),
  /** The last reply that they have read; who leaves has read all. */
  read: v.number(),
  last: v.number(),
  count: v.number(),
  unread: v.number(),
});
export type ThreadStanding = v.InferOutput<typeof ThreadStanding>;

/** A thread as its page shows it: the root, and what it has of the reader. */
export const ThreadState = v.object({
  root: LogEvent,
  back: v.optional(ThreadBack),
  follows: v.boolean(),
  /** The last reply that the reader has read, and how many there are after it. */
  read: v.number(),
  unread: v.number(),
});
export type ThreadState = v.InferOutput<typeof ThreadState>;

/** A thread that the reader follows, with replies that they have not read; `last` is the last one. */
export const UnreadThread = v.object({
  conversation: v.string(),
  root: LogEvent,
  last: v.optional(LogEvent),
  back: v.optional(ThreadBack),
  read: v.number(),
  unread: v.number(),
});
export type UnreadThread = v.InferOutput<typeof UnreadThread>;

/** What their `ok` replies carry. */
export const threadReplies = {
  follow: nothing,
  threads: v.object({
    /** In all conversations, the one with the latest reply first. */
    threads: v.array(UnreadThread),
    users: Profiles,
    more: v.boolean(),
  }),
};
