import type { Actor, Chat } from "../chat/chat.ts";
import type { Request, RequestOf } from "../protocol/client_frames.ts";
import type { ChatRequestType, Effects, Handler, Handlers } from "./dispatch/handler.ts";
import { commandHandlers } from "./dispatch/commands.ts";
import { bookmarkHandlers } from "./dispatch/bookmarks.ts";
import { forwardHandlers } from "./dispatch/forwards.ts";
import { inboxHandlers } from "./dispatch/inbox.ts";
import { laterHandlers } from "./dispatch/later.ts";
import { editHandlers } from "./dispatch/edits.ts";
import { moveHandlers } from "./dispatch/moves.ts";
import { messageHandlers } from "./dispatch/messages.ts";
import { notificationHandlers } from "./dispatch/notifications.ts";
import { peopleHandlers } from "./dispatch/people.ts";
import { linkPreviewHandlers } from "./dispatch/link_previews.ts";
import { pollHandlers } from "./dispatch/polls.ts";
import { reactionHandlers } from "./dispatch/reactions.ts";
import { roomHandlers } from "./dispatch/rooms.ts";
import { searchHandlers } from "./dispatch/search.ts";
import { threadHandlers } from "./dispatch/threads.ts";

/** How each type of request is answered, one file an area. */
const HANDLERS: Handlers<ChatRequestType> = {
  ping: { run: (_, { reply }) => reply({}) },
  ...messageHandlers,
  ...editHandlers,
  ...moveHandlers,
  ...roomHandlers,
  ...peopleHandlers,
  ...inboxHandlers,
  ...notificationHandlers,
  ...bookmarkHandlers,
  ...forwardHandlers,
  ...reactionHandlers,
  ...threadHandlers,
  ...pollHandlers,
  ...linkPreviewHandlers,
  ...laterHandlers,
  ...searchHandlers,
  ...commandHandlers,
};

/** Whether a request spends the rate of sends. */
export function appends(request: Request): boolean {
  return request.type !== "sync" && HANDLERS[request.type].appends === true;
}

/**
 * Carries out one request and replies. Calls the use case before it first awaits, so that requests of
 * one connection begin in the order in which they came. Throws what the use case throws.
 */
export async function dispatch<T extends ChatRequestType>(
  request: RequestOf<T>,
  actor: Actor,
  chat: Chat,
  effects: Effects,
): Promise<void> {
  const handler: Handler<T> = HANDLERS[request.type];
  await handler.run(request, { actor, chat, ...effects });
}
