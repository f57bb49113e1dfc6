import type { Handlers } from "./handler.ts";

/** Finding messages by what they say. */
export const searchHandlers: Handlers<"search"> = {
  search: {
    async run(request, { actor, chat, reply }) {
      reply(await chat.search(actor, request));
    },
  },
};
