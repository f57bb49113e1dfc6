import * as v from "valibot";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { MAX_REACTORS } from "../../lib/protocol/limits.ts";
import { replies } from "../../lib/protocol/server_frames.ts";
import { reactionRequests } from "../../lib/protocol/requests/reactions.ts";
import type { MessageParts } from "./messages.ts";
import { targetOf } from "./target.ts";

const REACTION = "/conversations/:conversation/messages/:seq/reactions/:emoji";
const PIN = "/conversations/:conversation/messages/:seq/pin";

/** Reactions and pins, mirrored. */
export function reactionOperations(
  { chat, sendRate }: Pick<MessageParts, "chat" | "sendRate">,
): Operation[] {
  return [
    ...([["PUT", true, "React to a message"], ["DELETE", false, "Take a reaction back"]] as const)
      .map(([method, on, summary]) =>
        operation({
          method,
          path: REACTION,
          bots: "write",
          summary: `${summary}; harmless twice`,
          reply: replies.react,
          run: async ({ actor, part }) => {
            const request = { ...targetOf(part), emoji: part("emoji"), on };
            const { seq } = await chat.react(withinSendRate(sendRate, actor()), request);
            return { seq };
          },
        })
      ),
    operation({
      method: "GET",
      path: REACTION,
      bots: "read",
      summary: "Who reacted so, by pages",
      query: v.object({
        after: reactionRequests.reactors.entries.after,
        limit: v.optional(
          v.pipe(
            v.string(),
            v.regex(/^\d{1,3}$/),
            v.transform(Number),
            v.number(),
            v.minValue(1),
            v.maxValue(MAX_REACTORS),
          ),
          `${MAX_REACTORS}`,
        ),
      }),
      reply: replies.reactors,
      run: ({ actor, part, query }) =>
        chat.reactors(actor(), { ...targetOf(part), emoji: part("emoji"), ...query }),
    }),
    ...([["PUT", true, "Pin a message"], ["DELETE", false, "Take a pin off"]] as const)
      .map(([method, on, summary]) =>
        operation({
          method,
          path: PIN,
          summary: `${summary}; harmless twice`,
          reply: replies.pin,
          run: async ({ actor, part }) => {
            const request = { ...targetOf(part), on };
            const { seq } = await chat.pin(withinSendRate(sendRate, actor()), request);
            return { seq };
          },
        })
      ),
    operation({
      method: "GET",
      path: "/conversations/:conversation/pins",
      bots: "read",
      summary: "What is pinned in it, the last pinned first",
      reply: replies.pins,
      run: ({ actor, part }) => chat.pins(actor(), part("conversation")),
    }),
  ];
}
