import * as v from "valibot";
import { targetOf } from "./inbox.ts";
import type { Chat } from "../../lib/chat/chat.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { clientFrames } from "../../lib/protocol/client_frames.ts";
import { replies } from "../../lib/protocol/server_frames.ts";

const { notifications, notify } = clientFrames;

/** How one is notified, mirrored. */
export function notificationOperations({ chat }: { chat: Chat }): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/me/notifications",
      summary: "What notifies one, when it is quiet, and how",
      reply: replies.notifications,
      run: async ({ actor }) => ({ notifications: await chat.notifications(actor(), {}) }),
    }),
    operation({
      method: "PATCH",
      path: "/me/notifications",
      summary: "Change some of that",
      body: v.omit(notifications, ["type", "ref"]),
      reply: replies.notifications,
      run: async ({ actor, body }) => ({ notifications: await chat.notifications(actor(), body) }),
    }),
    operation({
      method: "PUT",
      path: "/conversations/:conversation/notify",
      summary: "Choose what notifies one of a conversation, or pause that until a time",
      body: v.pick(notify, ["level", "pausedUntil"]),
      reply: replies.notify,
      run: async ({ actor, part, body }) => ({
        conversation: await chat.notify(actor(), { conversation: part("conversation"), ...body }),
      }),
    }),
    operation({
      method: "GET",
      path: "/conversations/:conversation/messages/:seq/why",
      summary: "Why a message notifies one, or does not",
      reply: replies.why,
      run: ({ actor, part }) => chat.why(actor(), targetOf(part)),
    }),
  ];
}
