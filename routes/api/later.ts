import * as v from "valibot";
import type { Chat } from "../../lib/chat/chat.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { type SendRate, withinSendRate } from "../../lib/http/rate.ts";
import { clientFrames } from "../../lib/protocol/client_frames.ts";
import { replies } from "../../lib/protocol/server_frames.ts";
import type { Random } from "../../lib/runtime/clock.ts";

const { schedule, remind, reschedule } = clientFrames;

/** Scheduled messages and reminders. */
export function laterOperations(
  { chat, random, sendRate }: { chat: Chat; random: Random; sendRate: SendRate },
): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/later",
      summary: "One's scheduled messages and reminders, the earliest first",
      reply: replies.later,
      run: ({ actor }) => chat.later(actor()),
    }),
    operation({
      method: "POST",
      path: "/later/messages",
      summary: "Have a message sent at a time. With an `id`, a repeat is harmless",
      status: 201,
      body: v.object({
        ...v.omit(schedule, ["type", "ref", "id"]).entries,
        id: v.optional(schedule.entries.id),
      }),
      reply: replies.schedule,
      run: async ({ actor, body: { id = random.uuid(), ...message } }) => ({
        later: await chat.schedule(withinSendRate(sendRate, actor()), { ...message, id }),
      }),
    }),
    operation({
      method: "POST",
      path: "/later/reminders",
      summary: "Be reminded of a message or a note. With an `id`, a repeat is harmless",
      status: 201,
      body: v.object({
        ...v.omit(remind, ["type", "ref", "id"]).entries,
        id: v.optional(remind.entries.id),
      }),
      reply: replies.remind,
      run: async ({ actor, body: { id = random.uuid(), ...reminder } }) => ({
        later: await chat.remind(withinSendRate(sendRate, actor()), { ...reminder, id }),
      }),
    }),
    operation({
      method: "PATCH",
      path: "/later/:id",
      summary: "Change the time or the words of what still waits",
      body: v.omit(reschedule, ["type", "ref", "id"]),
      reply: replies.reschedule,
      run: async ({ actor, part, body }) => ({
        later: await chat.reschedule(withinSendRate(sendRate, actor()), {
          ...body,
          id: part("id"),
        }),
      }),
    }),
    operation({
      method: "DELETE",
      path: "/later/:id",
      summary: "Take it back, or be done with a reminder",
      run: ({ actor, part }) =>
        chat.unschedule(withinSendRate(sendRate, actor()), { id: part("id") }),
    }),
    operation({
      method: "POST",
      path: "/later/:id/send",
      summary: "Send a scheduled message now",
      reply: replies["send-now"],
      run: ({ actor, part }) => chat.sendNow(withinSendRate(sendRate, actor()), { id: part("id") }),
    }),
  ];
}
