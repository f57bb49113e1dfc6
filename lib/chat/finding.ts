import { ChatError } from "../protocol/errors.ts";
import type { ConversationId } from "../protocol/events.ts";
import type { User } from "../store/users.ts";
import type { ChatParts } from "./parts.ts";

/** A room by its id or by its name. */
export interface RoomMeant {
  conversation?: ConversationId;
  room?: string;
}

/** Somebody by name. Throws `unknown-user` with the name when nobody is called so. */
export async function personCalled({ users }: Pick<ChatParts, "users">, name: string) {
  const user: User | undefined = await users.byName(name);
  if (!user || user.goneAt !== undefined) throw new ChatError("unknown-user", { name });
  return user;
}

/** The id that is meant. Throws `unknown-room` with the name, or `invalid-field` when neither is given. */
export async function conversationMeant(
  { conversations }: Pick<ChatParts, "conversations">,
  { conversation, room }: RoomMeant,
): Promise<ConversationId> {
  if (conversation !== undefined) return conversation;
  if (room === undefined) throw new ChatError("invalid-field", { field: "conversation" });
  const id = await conversations.roomByName(room);
  if (id === undefined) throw new ChatError("unknown-room", { name: room });
  return id;
}

/** That there is no such room, in the words in which it was asked for. */
export function noSuchRoom({ room }: RoomMeant): ChatError {
  if (room === undefined) return new ChatError("unknown-conversation");
  return new ChatError("unknown-room", { name: room });
}
