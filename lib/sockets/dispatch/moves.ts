import type { Handlers } from "./handler.ts";

/** Moving messages. The reply says where it stands now, and so waits for it. */
export const moveHandlers: Handlers<"move" | "moveAll"> = {
  move: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      const { seq, moved } = await chat.move(actor, request);
      reply({ seq, moved });
    },
  },
  moveAll: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(await chat.moveAll(actor, request));
    },
  },
};
