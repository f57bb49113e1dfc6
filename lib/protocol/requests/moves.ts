import * as v from "valibot";
import { conversation, ref, seq } from "./fields.ts";

/** Moving a message to another room (M14). */
export const moveRequests = {
  move: v.object({ type: v.literal("move"), ref, conversation, target: seq, to: conversation }),
};

/** What its `ok` reply carries: the event's place, and where the message stands now. */
export const moveReplies = {
  move: v.object({
    seq: v.number(),
    moved: v.object({ conversation: v.string(), seq: v.number() }),
  }),
};
