import { type Handlers, placeOf } from "./handler.ts";

/** Taking the preview of a link off a message. */
export const linkPreviewHandlers: Handlers<"removePreview"> = {
  removePreview: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(placeOf(await chat.removePreview(actor, request, (at) => reply(placeOf(at)))));
    },
  },
};
