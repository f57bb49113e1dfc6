import * as v from "valibot";
import type { Actor, Chat } from "../../lib/chat/chat.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { clientFrames } from "../../lib/protocol/client_frames.ts";
import { ConversationSummary } from "../../lib/protocol/events.ts";
import { MAX_HISTORY } from "../../lib/protocol/limits.ts";
import { replies } from "../../lib/protocol/server_frames.ts";
import { limited, type SendRate } from "./limited.ts";

const { create, open, invite, topic, read, join, people } = clientFrames;
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
  const counted = (actor: Actor) => limited(sendRate, actor);
  return [
    operation({
      method: "GET",
      path: "/conversations",
      summary: "One's own conversations",
      reply: v.pick(replies.sync, ["conversations"]),
      run: async ({ actor }) => ({ conversations: (await chat.sync(actor())).conversations }),
    }),
    operation({
      method: "POST",
      path: "/conversations",
      summary: "Open the direct conversation with a person",
      body: v.pick(open, ["with"]),
      reply: opened,
      run: async ({ actor, body }) => ({
        conversation: await chat.open(counted(actor()), body.with),
      }),
    }),
    operation({
      method: "GET",
      path: "/conversations/:conversation",
      summary: "One conversation",
      reply: opened,
      run: async ({ actor, part }) => ({
        conversation: await chat.summary(actor(), { conversation: part("conversation") }),
      }),
    }),
    operation({
      method: "GET",
      path: "/conversations/:conversation/events",
      summary: "History, by pages: the newest, or those before or after a seq",
      query: v.object({
        before: v.optional(v.pipe(seq, v.minValue(1))),
        after: v.optional(seq),
        limit: v.optional(v.pipe(seq, v.minValue(1), v.maxValue(MAX_HISTORY)), "50"),
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
      path: "/conversations/:conversation/read",
      summary: "Say how far one has read",
      body: v.pick(read, ["seq"]),
      run: ({ actor, part, body }) =>
        chat.read(actor(), { conversation: part("conversation"), seq: body.seq }),
    }),
    operation({
      method: "GET",
      path: "/conversations/:conversation/members",
      summary: "Who is in it",
      reply: replies.members,
      run: async ({ actor, part }) => ({
        members: await chat.members(actor(), part("conversation")),
      }),
    }),
    operation({
      method: "POST",
      path: "/conversations/:conversation/members",
      summary: "Invite a person, by name",
      body: v.pick(invite, ["user"]),
      run: ({ actor, part, body }) =>
        chat.invite(counted(actor()), { conversation: part("conversation"), user: body.user }),
    }),
    operation({
      method: "GET",
      path: "/rooms",
      summary: "The rooms that one may see",
      reply: replies.rooms,
      run: async ({ actor }) => ({ rooms: await chat.rooms(actor()) }),
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
      summary: "People whose name begins so",
      query: v.pick(people, ["query"]),
      reply: replies.people,
      run: async ({ actor, query }) => ({ people: await chat.people(actor(), query.query) }),
    }),
  ];
}
