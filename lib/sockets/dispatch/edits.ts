import { type Handlers, placeOf } from "./handler.ts";

/** Changing the words of a message, and reading what they were. */
export const editHandlers: Handlers<"edit" | "versions"> = {
  edit: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(placeOf(await chat.edit(actor, request, (at) => reply(placeOf(at)))));
    },
  },
  versions: {
    async run(request, { actor, chat, reply }) {
      reply(await chat.versions(actor, request));
    },
  },
};
