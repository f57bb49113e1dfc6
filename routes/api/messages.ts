import * as v from "valibot";
import type { Actor, Chat } from "../../lib/chat/chat.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { clientFrames } from "../../lib/protocol/client_frames.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { replies } from "../../lib/protocol/server_frames.ts";
import type { Random } from "../../lib/runtime/clock.ts";
import { type SendRate, withinSendRate } from "../../lib/http/rate.ts";
import { targetOf } from "./target.ts";

const { send } = clientFrames;

export interface MessageParts {
  chat: Chat;
  random: Random;
  sendRate: SendRate;
}

/** Posting and deleting. */
export function messageOperations({ chat, random, sendRate }: MessageParts): Operation[] {
  async function targetConversation(
    actor: Actor,
    { conversation, to }: { conversation?: string; to?: string },
  ) {
    if (conversation !== undefined) return await chat.summary(actor, { conversation });
    if (to !== undefined) return await chat.open(actor, to);
    throw new ChatError("invalid-field", { field: "conversation" });
  }

  return [
    operation({
      method: "POST",
      path: "/messages",
      bots: "write",
      summary: "Post to a conversation, or to a person by name. With an `id`, a repeat is harmless",
      status: 201,
      body: v.object({
        ...v.omit(send, ["type", "ref", "id"]).entries,
        id: v.optional(send.entries.id),
      }),
      reply: replies.send,
      async run({ actor, body: { id, ...message } }) {
        const author = withinSendRate(sendRate, actor());
        if (id !== undefined) return await chat.post(author, { ...message, id });
        // An id made here was never sent before: no duplicate stands up to the head of now.
        const { id: conversation, head } = await targetConversation(author, message);
        const placed = { ...message, conversation, to: undefined, after: head };
        return await chat.post(author, { ...placed, id: random.uuid() });
      },
    }),
    operation({
      method: "DELETE",
      path: "/me/waiting-messages/:message",
      summary: "Take a message back that waits for a moderator, by its own id",
      run: ({ actor, part }) =>
        chat.withdraw(withinSendRate(sendRate, actor()), { id: part("message") }),
    }),
    operation({
      method: "DELETE",
      path: "/conversations/:conversation/messages/:seq",
      bots: "write",
      summary: "Delete a message",
      reply: replies.delete,
      run: ({ actor, part }) => chat.delete(withinSendRate(sendRate, actor()), targetOf(part)),
    }),
  ];
}
