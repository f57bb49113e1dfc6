import * as v from "valibot";
import { Profiles } from "../events.ts";
import { MAX_INBOX_PAGE } from "../limits.ts";
import { conversation, name, position, ref, seq } from "./fields.ts";

/** Where a forwarded message came from, for who may know it. */
export const ForwardOrigin = v.object({
  /** The message that was forwarded, and by whom it was written first. */
  target: v.number(),
  conversation: v.string(),
  seq: v.number(),
  by: v.string(),
  /** Of a public room that the reader is not in. */
  room: v.optional(v.object({ name: v.string(), title: v.optional(v.string()) })),
});
export type ForwardOrigin = v.InferOutput<typeof ForwardOrigin>;

/** Forwarding messages, and where forwarded ones came from. */
export const forwardRequests = {
  /** `into` a conversation, or `to` a person; `id` and `after` as of a `send`. */
  forward: v.object({
    type: v.literal("forward"),
    ref,
    conversation,
    target: seq,
    into: v.optional(conversation),
    to: v.optional(name),
    id: v.pipe(v.string(), v.uuid()),
    after: v.optional(position),
  }),
  origins: v.object({
    type: v.literal("origins"),
    ref,
    conversation,
    targets: v.pipe(v.array(seq), v.minLength(1), v.maxLength(MAX_INBOX_PAGE)),
  }),
};

/** What their `ok` replies carry. */
export const forwardReplies = {
  forward: v.object({ conversation: v.string(), seq: v.number(), at: v.number() }),
  origins: v.object({ origins: v.array(ForwardOrigin), users: Profiles }),
};
