import * as v from "valibot";
import type { Actor, Chat } from "../../lib/chat/chat.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { clientFrames } from "../../lib/protocol/client_frames.ts";
import { ConversationSummary } from "../../lib/protocol/events.ts";
import { MAX_HISTORY, MAX_MEMBERS } from "../../lib/protocol/limits.ts";
import { replies } from "../../lib/protocol/server_frames.ts";
import { type SendRate, withinSendRate } from "../../lib/http/rate.ts";
import { roomPageFields } from "../../lib/http/fields.ts";
import { groupOperations } from "./groups.ts";
import { PersonCard } from "../../lib/protocol/requests/people.ts";

const { create, decline, open, invite, topic, vanish, read, unread, join, members, people } =
  clientFrames;
const opened = v.object({ conversation: ConversationSummary });
/** A seq in a query. */
const seq = v.pipe(
  v.string(),
  v.regex(/^\d{1,15}$/),
  v.transform(Number),
  v.number(),
  v.safeInteger(),
);

/** The protocol's requests about conversations, mirrored. */
export function conversationOperations(
  { chat, sendRate }: { chat: Chat; sendRate: SendRate },
): Operation[] {
  const counted = (actor: Actor) => withinSendRate(sendRate, actor);
  return [
    operation({
      method: "GET",
      path: "/conversations",
      bots: "read",
      summary: "One's own conversations",
      reply: v.pick(replies.sync, ["conversations"]),
      run: async ({ actor }) => ({ conversations: (await chat.sync(actor())).conversations }),
    }),
    operation({
      method: "POST",
      path: "/conversations",
      summary:
        "Open the direct conversation with a person (`with`), or the group of several (`people`); a new group gets the `title`",
      body: v.pick(open, ["with", "people", "title"]),
      reply: opened,
      run: async ({ actor, body: { with: one, people, title } }) => ({
        conversation: people
          ? await chat.openWith(counted(actor()), { people, title })
          : await chat.open(counted(actor()), one ?? ""),
      }),
    }),
    ...groupOperations({ chat, sendRate }),
    operation({
      method: "GET",
      path: "/conversations/:conversation",
      bots: "read",
      summary: "One conversation",
      reply: opened,
      run: async ({ actor, part }) => ({
        conversation: await chat.summary(actor(), { conversation: part("conversation") }),
      }),
    }),
    operation({
      method: "GET",
      path: "/conversations/:conversation/events",
      bots: "read",
      summary:
        "History, by pages: the newest, or those before or after a seq; `timeline`: without changes of earlier messages and replies in threads",
      query: v.object({
        before: v.optional(v.pipe(seq, v.minValue(1))),
        after: v.optional(seq),
        limit: v.optional(v.pipe(seq, v.minValue(1), v.maxValue(MAX_HISTORY)), "50"),
        timeline: v.optional(v.pipe(v.literal("1"), v.transform(() => true))),
      }),
      reply: replies.history,
      run: ({ actor, part, query }) =>
        chat.history(actor(), { conversation: part("conversation"), ...query }),
    }),
    operation({
      method: "PUT",
      path: "/conversations/:conversation/topic",
      summary: "Set the topic",
      body: v.pick(topic, ["topic"]),
      reply: replies.topic,
      run: ({ actor, part, body }) =>
        chat.topic(counted(actor()), { conversation: part("conversation"), topic: body.topic }),
    }),
    operation({
      method: "PUT",
      path: "/conversations/:conversation/vanish",
      summary:
        "Say after how many milliseconds what is said from now on is gone; without, it stays",
      body: v.pick(vanish, ["afterMs"]),
      reply: replies.vanish,
      run: ({ actor, part, body }) =>
        chat.vanish(counted(actor()), {
          conversation: part("conversation"),
          afterMs: body.afterMs,
        }),
    }),
    operation({
      method: "PUT",
      path: "/conversations/:conversation/read",
      bots: "read",
      summary: "Say how far one has read",
      body: v.pick(read, ["seq"]),
      run: ({ actor, part, body }) =>
        chat.read(actor(), { conversation: part("conversation"), seq: body.seq }),
    }),
    operation({
      method: "PUT",
      path: "/conversations/:conversation/unread",
      bots: "read",
      summary: "Mark what is from a message on as unread",
      body: v.pick(unread, ["seq"]),
      run: ({ actor, part, body }) =>
        chat.unread(actor(), { conversation: part("conversation"), seq: body.seq }),
    }),
    operation({
      method: "GET",
      path: "/conversations/:conversation/members",
      bots: "read",
      summary: "Who is in it, by pages",
      query: v.object({
        after: members.entries.after,
        limit: v.optional(v.pipe(seq, v.minValue(1), v.maxValue(MAX_MEMBERS)), "50"),
      }),
      reply: replies.members,
      run: ({ actor, part, query }) =>
        chat.members(actor(), { conversation: part("conversation"), ...query }),
    }),
    operation({
      method: "POST",
      path: "/conversations/:conversation/members",
      summary: "Ask a person into a room, by name or address",
      body: v.pick(invite, ["user"]),
      async run({ actor, part, body: { user } }) {
        await chat.invite(counted(actor()), { conversation: part("conversation"), user });
      },
    }),
    operation({
      method: "GET",
      path: "/invitations",
      summary: "The rooms that one is asked into; joining accepts",
      reply: replies.invitations,
      run: async ({ actor }) => ({
        invitations: await chat.invitations(actor()),
        requests: await chat.requests(actor()),
      }),
    }),
    operation({
      method: "POST",
      path: "/decline",
      summary: "Say no to an invitation",
      body: v.pick(decline, ["conversation"]),
      run: ({ actor, body }) => chat.decline(counted(actor()), body.conversation),
    }),
    operation({
      method: "GET",
      path: "/rooms",
      bots: "read",
      summary: "The rooms that one may see, by pages in the order of their names",
      query: roomPageFields,
      reply: replies.rooms,
      run: ({ actor, query }) => chat.rooms(actor(), query),
    }),
    operation({
      method: "POST",
      path: "/rooms",
      summary: "Create a room",
      status: 201,
      body: v.omit(create, ["type", "ref"]),
      reply: opened,
      run: async ({ actor, body }) => ({ conversation: await chat.create(counted(actor()), body) }),
    }),
    operation({
      method: "POST",
      path: "/join",
      summary: "Join a room, by id or by name",
      body: v.omit(join, ["type", "ref"]),
      reply: opened,
      run: async ({ actor, body }) => ({ conversation: await chat.join(counted(actor()), body) }),
    }),
    operation({
      method: "POST",
      path: "/leave",
      summary: "Leave a room, by id or by name",
      body: v.omit(join, ["type", "ref"]),
      reply: replies.leave,
      run: async ({ actor, body }) => ({ conversation: await chat.leave(counted(actor()), body) }),
    }),
    operation({
      method: "GET",
      path: "/people",
      bots: "read",
      summary: "People whose name begins so",
      query: v.pick(people, ["query", "conversation"]),
      reply: replies.people,
      run: async ({ actor, query }) => ({ people: await chat.people(actor(), query) }),
    }),
    operation({
      method: "GET",
      path: "/people/:person",
      bots: "read",
      summary:
        "Somebody's card, by id or name: what they tell of themselves, and the rooms in common",
      reply: v.object({ person: PersonCard }),
      run: async ({ actor, part }) => ({ person: await chat.person(actor(), part("person")) }),
    }),
  ];
}
