import * as v from "valibot";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { editRequests } from "../../lib/protocol/requests/edits.ts";
import { replies } from "../../lib/protocol/server_frames.ts";
import type { MessageParts } from "./messages.ts";
import { targetOf } from "./target.ts";

const MESSAGE = "/conversations/:conversation/messages/:seq";

/** Edits, mirrored. */
export function editOperations(
  { chat, sendRate }: Pick<MessageParts, "chat" | "sendRate">,
): Operation[] {
  return [
    operation({
      method: "PATCH",
      path: MESSAGE,
      bots: "write",
      summary:
        "Change the words of one's own message; with a `version`, unless it was edited since",
      body: v.pick(editRequests.edit, ["text", "version"]),
      reply: replies.edit,
      async run({ actor, body, part }) {
        const request = { ...targetOf(part), ...body };
        const { seq } = await chat.edit(withinSendRate(sendRate, actor()), request);
        return { seq };
      },
    }),
    operation({
      method: "GET",
      path: `${MESSAGE}/versions`,
      bots: "read",
      summary: "What a message said before, and now",
      query: v.object({
        before: v.optional(v.pipe(v.string(), v.digits(), v.maxLength(15), v.transform(Number))),
      }),
      reply: replies.versions,
      run: ({ actor, query, part }) => chat.versions(actor(), { ...targetOf(part), ...query }),
    }),
  ];
}
