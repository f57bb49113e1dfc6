import type { Handlers } from "./handler.ts";

/** Who is in a conversation, who people are, and how far one has read. */
export const peopleHandlers: Handlers<"read" | "unread" | "members" | "profiles" | "people"> = {
  read: {
    async run(request, { actor, chat, reply }) {
      const { thread, ...place } = request;
      if (thread === undefined) await chat.read(actor, place);
      else await chat.readThread(actor, { ...place, thread });
      reply({});
    },
  },
  unread: {
    async run(request, { actor, chat, reply }) {
      const { thread, ...place } = request;
      if (thread === undefined) await chat.unread(actor, place);
      else await chat.unreadThread(actor, { ...place, thread });
      reply({});
    },
  },
  members: {
    async run(request, { actor, chat, reply, look }) {
      const page = await chat.members(actor, request);
      reply(page);
      look(request.conversation, page, request.after === undefined);
    },
  },
  profiles: {
    async run(request, { actor, chat, reply }) {
      reply({ users: await chat.profiles(actor, request.users) });
    },
  },
  people: {
    async run(request, { actor, chat, reply }) {
      reply({ people: await chat.people(actor, request) });
    },
  },
};
