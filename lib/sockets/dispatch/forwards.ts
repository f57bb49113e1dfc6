import type { Handlers } from "./handler.ts";

/** Forwarding messages, and where forwarded ones came from. */
export const forwardHandlers: Handlers<"forward" | "origins"> = {
  forward: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(await chat.forward(actor, request, reply));
    },
  },
  origins: {
    async run(request, { actor, chat, reply }) {
      reply(await chat.origins(actor, request));
    },
  },
};
