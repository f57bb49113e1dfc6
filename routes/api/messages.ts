import * as v from "valibot";
import type { Actor, Chat } from "../../lib/chat/chat.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { clientFrames } from "../../lib/protocol/client_frames.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { replies } from "../../lib/protocol/server_frames.ts";
import type { Random } from "../../lib/world/world.ts";
import { limited, type SendRate } from "./limited.ts";

const { send } = clientFrames;

export interface MessageParts {
  chat: Chat;
  random: Random;
  sendRate: SendRate;
}

/** Posting and deleting. */
export function messageOperations({ chat, random, sendRate }: MessageParts): Operation[] {
  async function placeOf(
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
      summary: "Post to a conversation, or to a person by name. With an `id`, a repeat is harmless",
      status: 201,
      body: v.object({
        ...v.omit(send, ["type", "ref", "id"]).entries,
        id: v.optional(send.entries.id),
      }),
      reply: replies.send,
      async run({ actor, body: { id, ...message } }) {
        const author = limited(sendRate, actor());
        if (id !== undefined) return await chat.post(author, { ...message, id });
        // An id made here was never sent before: no duplicate stands up to the head of now.
        const { id: conversation, head } = await placeOf(author, message);
        const placed = { ...message, conversation, to: undefined, after: head };
        return await chat.post(author, { ...placed, id: random.uuid() });
      },
    }),
    operation({
      method: "DELETE",
      path: "/conversations/:conversation/messages/:seq",
      summary: "Delete a message",
      reply: replies.delete,
      run({ actor, part }) {
        const target = Number(part("seq"));
        if (!Number.isSafeInteger(target) || target < 1) throw new ChatError("unknown-message");
        return chat.delete(limited(sendRate, actor()), {
          conversation: part("conversation"),
          target,
        });
      },
    }),
  ];
}
