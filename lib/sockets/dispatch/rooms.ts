import type { ConversationSummary } from "../../protocol/events.ts";
import { type Effects, type Handlers, placeOf } from "./handler.ts";

type RoomRequestType =
  | "open"
  | "add"
  | "rename"
  | "create"
  | "join"
  | "leave"
  | "invite"
  | "invitations"
  | "decline"
  | "topic"
  | "vanish"
  | "rooms";

/** Making, finding, entering and leaving conversations. */
export const roomHandlers: Handlers<RoomRequestType> = {
  open: {
    appends: true,
    async run(request, { actor, chat, ...effects }) {
      const { with: one, people, title } = request;
      const opened = people
        ? await chat.openWith(actor, { people, title })
        : await chat.open(actor, one ?? "");
      enter(opened, effects);
    },
  },
  add: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(placeOf(await chat.add(actor, request, (at) => reply(placeOf(at)))));
    },
  },
  rename: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(placeOf(await chat.rename(actor, request, (at) => reply(placeOf(at)))));
    },
  },
  create: {
    appends: true,
    async run(request, { actor, chat, ...effects }) {
      enter(await chat.create(actor, request), effects);
    },
  },
  join: {
    appends: true,
    async run(request, { actor, chat, ...effects }) {
      enter(await chat.join(actor, request), effects);
    },
  },
  leave: {
    appends: true,
    async run(request, { actor, chat, reply, left }) {
      const conversation = await chat.leave(actor, request);
      reply({ conversation });
      left(conversation);
    },
  },
  invite: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply({ user: await chat.invite(actor, request) });
    },
  },
  invitations: {
    async run(_, { actor, chat, reply }) {
      const [invitations, requests] = await Promise.all([
        chat.invitations(actor),
        chat.requests(actor),
      ]);
      reply({ invitations, requests });
    },
  },
  decline: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      await chat.decline(actor, request.conversation);
      reply({});
    },
  },
  topic: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(placeOf(await chat.topic(actor, request, (at) => reply(placeOf(at)))));
    },
  },
  vanish: {
    appends: true,
    async run(request, { actor, chat, reply }) {
      reply(placeOf(await chat.vanish(actor, request, (at) => reply(placeOf(at)))));
    },
  },
  rooms: {
    async run(request, { actor, chat, reply }) {
      reply(await chat.rooms(actor, request));
    },
  },
};

function enter(
  conversation: ConversationSummary,
  { reply, follow }: Pick<Effects, "reply" | "follow">,
): void {
  reply({ conversation });
  follow(conversation);
}
