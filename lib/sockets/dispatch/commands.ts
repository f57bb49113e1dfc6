import type { Handlers } from "./handler.ts";

/** Commands of bots. A call may post, and so spends the rate of sends. */
export const commandHandlers: Handlers<"commands" | "command"> = {
  commands: {
    async run({ conversation }, { actor, chat, reply }) {
      reply({ commands: await chat.commands(actor, conversation) });
    },
  },
  command: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(await chat.command(actor, request));
    },
  },
};
