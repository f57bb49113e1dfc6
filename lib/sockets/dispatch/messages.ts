import { fitPage } from "../history_page.ts";
import { type Handlers, placeOf } from "./handler.ts";

/** Writing messages, reading and deleting them. */
export const messageHandlers: Handlers<"send" | "withdraw" | "delete" | "history"> = {
  send: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(await chat.post(actor, request, reply));
    },
  },
  withdraw: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      await chat.withdraw(actor, request);
      reply({});
    },
  },
  delete: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(placeOf(await chat.delete(actor, request, (at) => reply(placeOf(at)))));
    },
  },
  history: {
    async run(request, { actor, chat, reply }) {
      reply(fitPage(await chat.history(actor, request), request));
    },
  },
};
