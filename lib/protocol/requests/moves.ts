import * as v from "valibot";
import { ERROR_CODES } from "../errors.ts";
import { MAX_MOVED } from "../limits.ts";
import { conversation, ref, seq } from "./fields.ts";

/** Moving messages to another room (M14). */
export const moveRequests = {
  move: v.object({ type: v.literal("move"), ref, conversation, target: seq, to: conversation }),
  moveAll: v.object({
    type: v.literal("moveAll"),
    ref,
    conversation,
    targets: v.pipe(v.array(seq), v.minLength(1), v.maxLength(MAX_MOVED)),
    to: conversation,
  }),
};

/** What their `ok` replies carry: of one, the event's place, and where the message stands now. */
export const moveReplies = {
  move: v.object({
    seq: v.number(),
    moved: v.object({ conversation: v.string(), seq: v.number() }),
  }),
  /** Where each stands in the other room now, and why others stay where they are. */
  moveAll: v.object({
    moved: v.array(v.object({ target: v.number(), seq: v.number() })),
    stayed: v.array(v.object({ target: v.number(), code: v.picklist(ERROR_CODES) })),
  }),
};
