import * as v from "valibot";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { moveReplies, moveRequests } from "../../lib/protocol/requests/moves.ts";
import type { MessageParts } from "./messages.ts";
import { targetOf } from "./target.ts";

/** Moving messages, mirrored. */
export function moveOperations(
  { chat, sendRate }: Pick<MessageParts, "chat" | "sendRate">,
): Operation[] {
  return [
    operation({
      method: "POST",
      path: "/conversations/:conversation/messages/:seq/move",
      summary: "Move a message to another room that one is in; a stub that leads there stays",
      body: v.pick(moveRequests.move, ["to"]),
      reply: moveReplies.move,
      async run({ actor, body, part }) {
        const request = { ...targetOf(part), ...body };
        const { seq, moved } = await chat.move(withinSendRate(sendRate, actor()), request);
        return { seq, moved };
      },
    }),
    operation({
      method: "POST",
      path: "/conversations/:conversation/moves",
      summary: "Move several messages to another room; what cannot be moved stays, and is named",
      body: v.pick(moveRequests.moveAll, ["targets", "to"]),
      reply: moveReplies.moveAll,
      async run({ actor, body, part }) {
        const request = { conversation: part("conversation"), ...body };
        return await chat.moveAll(withinSendRate(sendRate, actor()), request);
      },
    }),
  ];
}
