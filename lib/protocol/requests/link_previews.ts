import * as v from "valibot";
import { conversation, placed, ref, seq } from "./fields.ts";

/** The address of a preview, as the message says it. */
export const previewUrl = v.pipe(v.string(), v.minLength(1), v.maxLength(4_096));

/** Taking the preview of a link off a message. */
export const linkPreviewRequests = {
  removePreview: v.object({
    type: v.literal("removePreview"),
    ref,
    conversation,
    target: seq,
    url: previewUrl,
  }),
};

/** What their `ok` replies carry. */
export const linkPreviewReplies = { removePreview: placed };
