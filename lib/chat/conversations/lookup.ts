import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { offeredRoomName } from "../../protocol/room_names.ts";
import type { Conversation, Conversations } from "../../store/conversations/conversations.ts";
import { isGroup } from "../../store/conversations/groups.ts";
import type { User, Users } from "../../store/people/users.ts";

/** A room by its id or by its name. */
export interface RoomReference {
  conversation?: ConversationId;
  room?: string;
}

/** Somebody by address or by name, who is not gone. Throws `unknown-user` with what was asked for. */
export async function personByAddress(
  users: Pick<Users, "byAddress">,
  address: string,
): Promise<User> {
  const user = await anyoneByAddress(users, address);
  if (user.goneAt !== undefined) throw new ChatError("unknown-user", { name: address });
  return user;
}

/** The same, also of those who are gone: what one had with them can still be read. */
export async function anyoneByAddress(
  users: Pick<Users, "byAddress">,
  address: string,
): Promise<User> {
  const user = await users.byAddress(address);
  if (!user) throw new ChatError("unknown-user", { name: address });
  return user;
}

/** The other person of a direct conversation of two; oneself in notes to oneself. */
export function otherPerson(conversation: Conversation, user: UserId): UserId | undefined {
  if (isGroup(conversation.id)) return undefined;
  return conversation.people?.find((one) => one !== user) ?? conversation.people?.[0];
}

/** The id that is meant, by an old name too. Throws `unknown-room` with the name, or `invalid-field` when neither is given. */
export async function resolveConversation(
  conversations: Pick<Conversations, "roomAt">,
  { conversation, room }: RoomReference,
): Promise<ConversationId> {
  if (conversation !== undefined) return conversation;
  if (room === undefined) throw new ChatError("invalid-field", { field: "conversation" });
  const id = await roomWritten(conversations, room);
  if (id === undefined) throw new ChatError("unknown-room", { name: room });
  return id;
}

/** The room that somebody means who writes “General”, or “Été 2026” as it is shown: names are `ete-2026`. */
export async function roomWritten(
  conversations: Pick<Conversations, "roomAt">,
  written: string,
): Promise<ConversationId | undefined> {
  const name = written.trim().toLowerCase();
  const id = await conversations.roomAt(name);
  const offered = id === undefined ? offeredRoomName(written) : undefined;
  return offered === undefined || offered === name ? id : await conversations.roomAt(offered);
}

/** That there is no such room, in the words in which it was asked for. */
export function noSuchRoom({ room }: RoomReference): ChatError {
  if (room === undefined) return new ChatError("unknown-conversation");
  return new ChatError("unknown-room", { name: room });
}
