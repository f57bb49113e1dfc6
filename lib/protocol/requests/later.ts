import * as v from "valibot";
import { Profiles } from "../events.ts";
import { conversation, name, nothing, position, ref, seq, text } from "./fields.ts";

const id = v.pipe(v.string(), v.uuid());

/**
 * What somebody has for later: a message that goes out at a time, or a reminder. Times in milliseconds
 * UTC. Only they ever see it.
 */
export const Later = v.variant("kind", [
  v.object({
    kind: v.literal("message"),
    id: v.string(),
    at: v.number(),
    createdAt: v.number(),
    conversation: v.string(),
    text: v.string(),
    replyTo: v.optional(seq),
    /** The thread in which it goes out, and whether it stands in the timeline too (M6). */
    thread: v.optional(seq),
    alsoInRoom: v.optional(v.boolean()),
    /** It was not sent, because its author may no longer write there: the refusal's name. */
    failed: v.optional(v.string()),
  }),
  v.object({
    kind: v.literal("reminder"),
    id: v.string(),
    at: v.number(),
    createdAt: v.number(),
    /** Its time has come. */
    due: v.optional(v.boolean()),
    note: v.optional(v.string()),
    /** The message that it is about; without `text` it cannot be read any more. */
    about: v.optional(v.object({
      conversation: v.string(),
      seq,
      by: v.optional(v.string()),
      /** Its first 200 characters, as they are now. */
      text: v.optional(v.string()),
      /** When that is gone by itself (M11): milliseconds UTC. */
      vanishAt: v.optional(v.number()),
    })),
  }),
]);
/** It waits; its time has come (a reminder); it was not sent; it is sent, done or taken back. */
export const LATER_STATES = ["waiting", "due", "failed", "gone"] as const;
export type LaterState = (typeof LATER_STATES)[number];

export type Later = v.InferOutput<typeof Later>;
export type Reminder = Extract<Later, { kind: "reminder" }>;

/** Scheduling messages, reminders, and what becomes of them. `at` in milliseconds UTC. */
export const laterRequests = {
  later: v.object({ type: v.literal("later"), ref }),
  /** `id`: of the message, and of what waits until then. */
  schedule: v.object({
    type: v.literal("schedule"),
    ref,
    id,
    conversation: v.optional(conversation),
    to: v.optional(name),
    text,
    at: position,
    replyTo: v.optional(seq),
    /** The root that it is a reply to; `alsoInRoom`: it stands in the timeline as well (M6). */
    thread: v.optional(seq),
    alsoInRoom: v.optional(v.boolean()),
  }),
  remind: v.object({
    type: v.literal("remind"),
    ref,
    id,
    at: position,
    note: v.optional(text),
    conversation: v.optional(conversation),
    target: v.optional(seq),
  }),
  /** Another time, or other words. */
  reschedule: v.object({
    type: v.literal("reschedule"),
    ref,
    id,
    at: v.optional(position),
    text: v.optional(text),
  }),
  /** Takes it back; a reminder that was due is done. */
  unschedule: v.object({ type: v.literal("unschedule"), ref, id }),
  "send-now": v.object({ type: v.literal("send-now"), ref, id }),
};

const one = v.object({ later: Later });

/** What their `ok` replies carry. */
export const laterReplies = {
  later: v.object({ later: v.array(Later), users: Profiles }),
  schedule: one,
  remind: one,
  reschedule: one,
  unschedule: nothing,
  "send-now": v.object({ conversation: v.string(), seq: v.number(), at: v.number() }),
};
