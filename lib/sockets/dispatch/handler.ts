import type { Actor, Chat, LogPosition, MemberPage } from "../../chat/chat.ts";
import type { RequestOf, RequestType } from "../../protocol/client_frames.ts";
import type { ConversationId, ConversationSummary } from "../../protocol/events.ts";

/** What a request may do to the connection that sent it. */
export interface Effects {
  /** The reply's fields; only the first call counts. */
  reply(body: object): void;
  /** The user is in this conversation now: follow it from its head. */
  follow(conversation: ConversationSummary): void;
  /** The user was told that they left it: should they be in it again, its events begin anew. */
  left(conversation: ConversationId): void;
  /** It was given a page of a conversation's members: tell it of their changes (P5). */
  look(conversation: ConversationId, page: MemberPage, isFirst: boolean): void;
}

/** Who asks, whom, and what may be done about it. */
export interface Asked extends Effects {
  actor: Actor;
  chat: Chat;
}

/** Requests that are answered by one reply alone; `sync` also subscribes. */
export type ChatRequestType = Exclude<RequestType, "sync">;

/** How one type of request is answered. */
export interface Handler<T extends ChatRequestType> {
  /** Whether it spends the rate of sends: so do all that append to a log. */
  appends?: true;
  /** Calls the use case before it first awaits, and replies. Throws what the use case throws. */
  run(request: Omit<RequestOf<T>, "ref">, asked: Asked): Promise<void> | void;
}

/** The handlers of these types: one table an area. */
export type Handlers<T extends ChatRequestType> = { [K in T]: Handler<K> };

/** The reply to what was appended to a log. */
export function placeOf({ seq }: LogPosition): { seq: number } {
  return { seq };
}
