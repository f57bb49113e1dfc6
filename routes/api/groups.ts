import * as v from "valibot";
import type { Actor, Chat } from "../../lib/chat/chat.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { type SendRate, withinSendRate } from "../../lib/http/rate.ts";
import { clientFrames } from "../../lib/protocol/client_frames.ts";
import { replies } from "../../lib/protocol/server_frames.ts";

/** The protocol's requests about groups, mirrored. */
export function groupOperations(
  { chat, sendRate }: { chat: Chat; sendRate: SendRate },
): Operation[] {
  const counted = (actor: Actor) => withinSendRate(sendRate, actor);
  return [
    operation({
      method: "POST",
      path: "/conversations/:conversation/people",
      summary: "Add a person to a group, by name or address; `all`: they see what was said before",
      body: v.pick(clientFrames.add, ["user", "all"]),
      reply: replies.add,
      run: ({ actor, part, body }) =>
        chat.add(counted(actor()), { conversation: part("conversation"), ...body }),
    }),
    operation({
      method: "PUT",
      path: "/conversations/:conversation/title",
      summary: "Name a group; an empty title takes its name away",
      body: v.pick(clientFrames.rename, ["title"]),
      reply: replies.rename,
      run: ({ actor, part, body }) =>
        chat.rename(counted(actor()), { conversation: part("conversation"), title: body.title }),
    }),
  ];
}
