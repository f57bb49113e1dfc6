import * as v from "valibot";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { forwardReplies, forwardRequests } from "../../lib/protocol/requests/forwards.ts";
import type { MessageParts } from "./messages.ts";
import { targetOf } from "./target.ts";

const { forward, origins } = forwardRequests;

/** Seqs in a query, with commas between them. */
const targets = v.pipe(
  v.string(),
  v.transform((text) => text.split(",").map(Number)),
  origins.entries.targets,
);

/** Forwarding, mirrored. */
export function forwardOperations({ chat, random, sendRate }: MessageParts): Operation[] {
  return [
    operation({
      method: "POST",
      path: "/conversations/:conversation/messages/:seq/forward",
      summary:
        "Forward a message into another conversation, or to a person. With an `id`, a repeat is harmless",
      status: 201,
      body: v.object({
        ...v.pick(forward, ["into", "to", "after"]).entries,
        id: v.optional(forward.entries.id),
      }),
      reply: forwardReplies.forward,
      run: ({ actor, part, body: { id = random.uuid(), ...asked } }) =>
        chat.forward(withinSendRate(sendRate, actor()), { ...targetOf(part), ...asked, id }),
    }),
    operation({
      method: "GET",
      path: "/conversations/:conversation/origins",
      bots: "read",
      summary: "Where forwarded messages came from, as far as one may know it",
      query: v.object({ targets }),
      reply: forwardReplies.origins,
      run: ({ actor, part, query }) =>
        chat.origins(actor(), { conversation: part("conversation"), ...query }),
    }),
  ];
}
