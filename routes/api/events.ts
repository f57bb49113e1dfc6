import * as v from "valibot";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import type { Instance } from "../../lib/instance/instance.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { MAX_STREAMED, openEventStream, readCursors } from "../../lib/sockets/event_stream.ts";

/** What a stream is a connection of. */
export interface EventParts {
  connections: Pick<Instance, "accept" | "atConnectionLimit" | "state">;
  clock: Clock;
}

const HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-store",
  // nginx would keep it back.
  "x-accel-buffering": "no",
};

/** What happens, as it happens. */
export function eventOperations({ connections, clock }: EventParts): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/events",
      summary: "What happens where one is, as server-sent events; Last-Event-ID goes on from there",
      bots: "read",
      media: "text/event-stream",
      query: v.object({
        /** Ids or names, with commas between them. */
        conversations: v.optional(v.pipe(v.string(), v.maxLength(4_000))),
        /** As the header, which some clients cannot set. */
        lastEventId: v.optional(v.pipe(v.string(), v.maxLength(8_000))),
      }),
      reply: v.string(),
      run({ c, actor: asking, query }) {
        const actor = asking();
        const last = c.req.header("last-event-id") ?? query.lastEventId ?? "";
        const since = readCursors(last);
        if (!since) throw new ChatError("invalid-field", { field: "Last-Event-ID" });
        const only = query.conversations?.split(",").map((one) => one.trim()).filter(Boolean) ?? [];
        if (only.length > MAX_STREAMED) {
          throw new ChatError("invalid-field", { field: "conversations" });
        }
        if (connections.state !== "serving") throw new ChatError("unavailable", {}, 1_000);
        if (connections.atConnectionLimit(actor)) throw new ChatError("too-many-connections");
        const stream = openEventStream({
          clock,
          since,
          only,
          accept: (socket) => connections.accept(socket, actor, c.var.locale, c.var.clock),
        });
        return Promise.resolve(new Response(stream, { headers: HEADERS }));
      },
    }),
  ];
}
