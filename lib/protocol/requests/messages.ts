import * as v from "valibot";
import { MAX_FILES } from "../files.ts";
import { NewSharedFile } from "./shared_files.ts";
import { LogEvent, Profiles, Quotes } from "../events.ts";
import { MAX_HISTORY } from "../limits.ts";
import { OwnMarks } from "../own_marks.ts";
import { ThreadState } from "./threads.ts";
import { NewPoll } from "../polls.ts";
import { conversation, name, nothing, placed, position, ref, seq, text } from "./fields.ts";

/** Writing messages, and reading them. */
export const messageRequests = {
  send: v.object({
    type: v.literal("send"),
    ref,
    conversation: v.optional(conversation),
    to: v.optional(name),
    id: v.pipe(v.string(), v.uuid()),
    text,
    after: v.optional(position),
    replyTo: v.optional(seq),
    poll: v.optional(NewPoll),
    files: v.optional(v.pipe(v.array(NewSharedFile), v.minLength(1), v.maxLength(MAX_FILES))),
    /** It is the draft that was begun then (milliseconds UTC), which ends with it (M12). */
    draft: v.optional(position),
    /** The root of the thread that it is a reply in; `alsoInRoom`: and in the timeline (M6). */
    thread: v.optional(seq),
    alsoInRoom: v.optional(v.boolean()),
  }),
  withdraw: v.object({ type: v.literal("withdraw"), ref, id: v.pipe(v.string(), v.uuid()) }),
  delete: v.object({ type: v.literal("delete"), ref, conversation, target: seq }),
  history: v.object({
    type: v.literal("history"),
    ref,
    conversation,
    before: v.optional(seq),
    after: v.optional(position),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_HISTORY)), 50),
    /** What stands in the timeline alone; or the replies in the thread of this root (M6). */
    timeline: v.optional(v.boolean()),
    thread: v.optional(seq),
  }),
};

/** What their `ok` replies carry. */
export const messageReplies = {
  send: v.object({ conversation: v.string(), seq: v.number(), at: v.number() }),
  withdraw: nothing,
  delete: placed,
  history: v.object({
    events: v.array(LogEvent),
    users: Profiles,
    /** What the reader marked about these messages. */
    own: v.optional(OwnMarks),
    quotes: v.optional(Quotes),
    more: v.boolean(),
    /** Of a timeline or a thread: all of it between these seqs, both included, is in `events`. */
    from: v.optional(v.number()),
    to: v.optional(v.number()),
    thread: v.optional(ThreadState),
  }),
};
