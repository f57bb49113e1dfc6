import * as v from "valibot";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { previewUrl } from "../../lib/protocol/requests/link_previews.ts";
import { replies } from "../../lib/protocol/server_frames.ts";
import type { MessageParts } from "./messages.ts";
import { targetOf } from "./target.ts";

/** Link previews, mirrored. */
export function linkPreviewOperations(
  { chat, sendRate }: Pick<MessageParts, "chat" | "sendRate">,
): Operation[] {
  return [
    operation({
      method: "DELETE",
      path: "/conversations/:conversation/messages/:seq/preview",
      summary: "Remove the preview of a link from a message; harmless twice",
      query: v.object({ url: previewUrl }),
      reply: replies.removePreview,
      run: async ({ actor, part, query }) => {
        const request = { ...targetOf(part), url: query.url };
        const { seq } = await chat.removePreview(withinSendRate(sendRate, actor()), request);
        return { seq };
      },
    }),
  ];
}
