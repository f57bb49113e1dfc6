import type { Handlers } from "./handler.ts";

/** Following threads, and those that have something new. */
export const threadHandlers: Handlers<"follow" | "threads"> = {
  follow: {
    async run(request, { actor, chat, reply }) {
      await chat.follow(actor, request);
      reply({});
    },
  },
  threads: {
    async run(request, { actor, chat, reply }) {
      reply(await chat.threads(actor, request));
    },
  },
};
