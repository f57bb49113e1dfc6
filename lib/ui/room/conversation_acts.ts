import { type ConversationSummary, GENERAL, type Person } from "../../protocol/events.ts";
import { MAX_GROUP } from "../../protocol/limits.ts";
import {
  type ConversationTraits,
  may,
  mayInvite,
  mayRename,
  maySetTopic,
  mayVanish,
} from "../../protocol/permissions.ts";

/** What is done with a conversation as a whole, in the order of its menu. */
export type ConversationAct =
  | "topic"
  | "invite"
  | "copy-link"
  | "rename"
  | "files"
  | "add"
  | "name-group"
  | "leave-group"
  | "vanish"
  | "favourite"
  | "leave";

/** A conversation, as its reader finds it now. */
export type ReadConversation = ConversationSummary & Pick<ConversationTraits, "resting">;

/** Those that the server would take from this person: what it refuses is not offered. */
export function conversationActs(me: Person, conversation: ReadConversation): ConversationAct[] {
  const { id, kind, people, with: other, resting } = conversation;
  const isRoom = kind === "room";
  const offered: Record<ConversationAct, boolean> = {
    "topic": maySetTopic(me.role, conversation),
    "invite": mayInvite(me.role, conversation),
    "copy-link": isRoom,
    "rename": mayRename(me.role, conversation),
    "files": true,
    "add": mayAdd(me, conversation),
    "name-group": people !== undefined && !resting,
    "leave-group": people !== undefined,
    "vanish": mayVanish(me.role, conversation),
    "favourite": true,
    "leave": isRoom ? id !== GENERAL : other?.gone === true,
  };
  return (Object.keys(offered) as ConversationAct[]).filter((act) => offered[act]);
}

/**
 * Whether they may add somebody: to a group with room for one more, or to two who write, which makes a
 * group of three.
 */
export function mayAdd(
  me: Person,
  { with: other, people, resting }: Pick<ReadConversation, "with" | "people" | "resting">,
): boolean {
  if (resting) return false;
  if (people) return people.length + 1 < MAX_GROUP;
  return other !== undefined && !other.gone && other.id !== me.id && may(me.role, "start a group");
}
