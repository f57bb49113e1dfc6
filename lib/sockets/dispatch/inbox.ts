import type { Handlers } from "./handler.ts";

type InboxRequestType = "mentions" | "done" | "settings" | "drafts" | "draft";

/** What is somebody's own: what calls them, what they keep, and how they want it. */
export const inboxHandlers: Handlers<InboxRequestType> = {
  mentions: {
    async run(request, { actor, chat, reply }) {
      reply(await chat.mentions(actor, request));
    },
  },
  done: {
    async run(request, { actor, chat, reply }) {
      await chat.done(actor, request);
      reply({});
    },
  },
  settings: {
    async run({ type: _, ...changes }, { actor, chat, reply }) {
      reply({ settings: await chat.settings(actor, changes) });
    },
  },
  drafts: {
    async run(_, { actor, chat, reply }) {
      reply({ drafts: await chat.drafts(actor) });
    },
  },
  draft: {
    async run({ conversation, text, at, begun, over }, { actor, chat, reply }) {
      reply({ draft: await chat.draft(actor, { conversation, text, at, begun, over }) });
    },
  },
};
