import { type Handlers, placeOf } from "./handler.ts";

/** Voting, and ending one's own poll. */
export const pollHandlers: Handlers<"vote" | "closePoll"> = {
  vote: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(placeOf(await chat.vote(actor, request, (at) => reply(placeOf(at)))));
    },
  },
  closePoll: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(placeOf(await chat.closePoll(actor, request, (at) => reply(placeOf(at)))));
    },
  },
};
