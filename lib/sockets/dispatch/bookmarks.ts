import type { Handlers } from "./handler.ts";

/** What somebody keeps to find it again. */
export const bookmarkHandlers: Handlers<"bookmark" | "bookmarks"> = {
  bookmark: {
    appends: true, // each writes, as what appends does
    async run(request, { actor, chat, reply }) {
      await chat.bookmark(actor, request);
      reply({});
    },
  },
  bookmarks: {
    async run(request, { actor, chat, reply }) {
      reply(await chat.bookmarks(actor, request));
    },
  },
};
