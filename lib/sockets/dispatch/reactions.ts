import { type Handlers, placeOf } from "./handler.ts";

/** Reacting to messages and pinning them. */
export const reactionHandlers: Handlers<"react" | "reactors" | "pin" | "pins"> = {
  react: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(placeOf(await chat.react(actor, request, (at) => reply(placeOf(at)))));
    },
  },
  reactors: {
    async run(request, { actor, chat, reply }) {
      reply(await chat.reactors(actor, request));
    },
  },
  pin: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(placeOf(await chat.pin(actor, request, (at) => reply(placeOf(at)))));
    },
  },
  pins: {
    async run(request, { actor, chat, reply }) {
      reply(await chat.pins(actor, request.conversation));
    },
  },
};
