import * as v from "valibot";
import type { Chat } from "../../lib/chat/chat.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { clientFrames } from "../../lib/protocol/client_frames.ts";
import { MAX_HISTORY, MAX_THREADS } from "../../lib/protocol/limits.ts";
import { replies } from "../../lib/protocol/server_frames.ts";

const { follow, read, unread } = clientFrames;
const count = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));
const root = v.pipe(count, v.minValue(1));

/** Threads: their replies, following them, and those that have something new. */
export function threadOperations({ chat }: { chat: Chat }): Operation[] {
  const threadOf = (part: (name: string) => string) => ({
    conversation: part("conversation"),
    thread: v.parse(v.fallback(root, Number.MAX_SAFE_INTEGER), part("root")), // no message's place
  });
  return [
    operation({
      method: "GET",
      path: "/threads",
      bots: "read",
      summary: "The threads that one follows and has not read to their end, in all conversations",
      query: v.object({
        limit: v.optional(v.pipe(root, v.maxValue(MAX_THREADS)), "50"),
      }),
      reply: replies.threads,
      run: ({ actor, query }) => chat.threads(actor(), query),
    }),
    operation({
      method: "GET",
      path: "/conversations/:conversation/threads/:root",
      bots: "read",
      summary: "The replies in a thread, by pages, and its root",
      query: v.object({
        before: v.optional(root),
        after: v.optional(count),
        limit: v.optional(v.pipe(root, v.maxValue(MAX_HISTORY)), "50"),
      }),
      reply: replies.history,
      run: ({ actor, part, query }) => chat.history(actor(), { ...threadOf(part), ...query }),
    }),
    operation({
      method: "PUT",
      path: "/conversations/:conversation/threads/:root/follow",
      bots: "read",
      summary: "Follow a thread, or leave it",
      body: v.pick(follow, ["on"]),
      run: ({ actor, part, body }) => chat.follow(actor(), { ...threadOf(part), ...body }),
    }),
    operation({
      method: "PUT",
      path: "/conversations/:conversation/threads/:root/read",
      bots: "read",
      summary: "Say how far one has read in a thread that one follows",
      body: v.pick(read, ["seq"]),
      run: ({ actor, part, body }) => chat.readThread(actor(), { ...threadOf(part), ...body }),
    }),
    operation({
      method: "PUT",
      path: "/conversations/:conversation/threads/:root/unread",
      bots: "read",
      summary: "Mark a thread as unread from one of its replies on, or from its root on",
      body: v.pick(unread, ["seq"]),
      run: ({ actor, part, body }) => chat.unreadThread(actor(), { ...threadOf(part), ...body }),
    }),
  ];
}
