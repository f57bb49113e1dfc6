import type { Handlers } from "./handler.ts";

type LaterRequest = "later" | "schedule" | "remind" | "reschedule" | "unschedule" | "send-now";

/** Scheduled messages and reminders. */
export const laterHandlers: Handlers<LaterRequest> = {
  later: {
    async run(_, { actor, chat, reply }) {
      reply(await chat.later(actor));
    },
  },
  schedule: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply({ later: await chat.schedule(actor, request) });
    },
  },
  remind: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply({ later: await chat.remind(actor, request) });
    },
  },
  reschedule: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply({ later: await chat.reschedule(actor, request) });
    },
  },
  unschedule: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      await chat.unschedule(actor, request);
      reply({});
    },
  },
  "send-now": {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(await chat.sendNow(actor, request));
    },
  },
};
