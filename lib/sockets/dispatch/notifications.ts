import type { Handlers } from "./handler.ts";

/** How one is notified. */
export const notificationHandlers: Handlers<"notifications" | "notify" | "why"> = {
  notifications: {
    async run({ type: _, ...changes }, { actor, chat, reply }) {
      reply({ notifications: await chat.notifications(actor, changes) });
    },
  },
  notify: {
    appends: true, // each writes, as what appends does
    async run(request, { actor, chat, reply }) {
      reply({ conversation: await chat.notify(actor, request) });
    },
  },
  why: {
    async run(request, { actor, chat, reply }) {
      reply(await chat.why(actor, request));
    },
  },
};
