import type { Actor, Chat, Placed } from "../chat/chat.ts";
import type { Request, RequestType } from "../protocol/client_frames.ts";
import type { ConversationSummary } from "../protocol/events.ts";
import { fitPage } from "./history_page.ts";

/** Requests that append to a log: they spend the user's rate of sends. */
const APPENDING: ReadonlySet<RequestType> = new Set<RequestType>([
  "send",
  "delete",
  "topic",
  "create",
  "join",
  "leave",
  "invite",
  "open",
]);

/** Whether a request spends the rate of sends. */
export function appends(request: Request): boolean {
  return APPENDING.has(request.type);
}

/** What carrying out a request may lead to, on the connection that asked. */
export interface Effects {
  /** The reply's fields; only the first call counts. */
  reply(body: object): void;
  /** The user is in this conversation now: follow it from its head. */
  follow(conversation: ConversationSummary): void;
}

/** Requests of one answer; `sync` is the hub's. */
export type ChatRequest = Exclude<Request, { type: "sync" }>;

/**
 * Carries out one request and replies. Calls the use case before it first awaits, so that requests of
 * one connection begin in the order in which they came. Throws what the use case throws.
 */
export async function carryOut(
  { ref: _, ...request }: ChatRequest,
  actor: Actor,
  chat: Chat,
  { reply, follow }: Effects,
): Promise<void> {
  const enter = (conversation: ConversationSummary) => {
    reply({ conversation });
    follow(conversation);
  };
  switch (request.type) {
    case "send":
      return reply(await chat.post(actor, request, reply));
    case "delete":
      return reply(placeOf(await chat.delete(actor, request, (at) => reply(placeOf(at)))));
    case "topic":
      return reply(placeOf(await chat.topic(actor, request, (at) => reply(placeOf(at)))));
    case "history":
      return reply(fitPage(await chat.history(actor, request), request));
    case "open":
      return enter(await chat.open(actor, request.with));
    case "create":
      return enter(await chat.create(actor, request));
    case "join":
      return enter(await chat.join(actor, request));
    case "leave":
      return reply({ conversation: await chat.leave(actor, request) });
    case "invite":
      return reply(await chat.invite(actor, request) ?? {});
    case "read":
      return reply(await chat.read(actor, request) ?? {});
    case "members":
      return reply({ members: await chat.members(actor, request.conversation) });
    case "rooms":
      return reply({ rooms: await chat.rooms(actor) });
    case "ping":
      return reply({});
    case "people":
      return reply({ people: await chat.people(actor, request.query) });
  }
}

function placeOf({ seq }: Placed): { seq: number } {
  return { seq };
}
