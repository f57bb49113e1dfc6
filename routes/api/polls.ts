import * as v from "valibot";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { choice } from "../../lib/protocol/requests/polls.ts";
import { replies } from "../../lib/protocol/server_frames.ts";
import type { MessageParts } from "./messages.ts";
import { targetOf } from "./target.ts";

const MESSAGE = "/conversations/:conversation/messages/:seq";

/** Polls, mirrored: `POST /messages` makes them. */
export function pollOperations(
  { chat, sendRate }: Pick<MessageParts, "chat" | "sendRate">,
): Operation[] {
  return [
    operation({
      method: "PUT",
      path: `${MESSAGE}/vote`,
      bots: "write",
      summary: "Choose answers of a poll in place of those chosen before; none takes the vote back",
      body: v.object({ options: choice }),
      reply: replies.vote,
      run: async ({ actor, part, body }) => {
        const request = { ...targetOf(part), options: body.options };
        const { seq } = await chat.vote(withinSendRate(sendRate, actor()), request);
        return { seq };
      },
    }),
    operation({
      method: "POST",
      path: `${MESSAGE}/poll/close`,
      bots: "write",
      summary: "End a poll of one's own; harmless twice",
      reply: replies.closePoll,
      run: async ({ actor, part }) => {
        const { seq } = await chat.closePoll(withinSendRate(sendRate, actor()), targetOf(part));
        return { seq };
      },
    }),
  ];
}
