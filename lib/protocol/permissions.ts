import { type ConversationId, GENERAL, type Role, ROLES } from "./events.ts";
import { MAX_CALLED_BY_ANYONE } from "./limits.ts";

/**
 * Who may do what, where it is not everyone: one line an action, and the least role that may. Whoever
 * stands above may do it too.
 */
export const PERMISSIONS = {
  "create a room": "member",
  "invite": "member",
  "start a group": "member",
  "set a topic": "member",
  "pin a message": "member",
  "call everyone in a large room": "moderator",
  "write where it is read-only": "moderator",
  "delete what others wrote": "moderator",
  "move messages": "moderator",
  "kick, mute and ban": "moderator",
  "see who is connected": "moderator",
  "vouch for newcomers": "moderator",
  "close the door in a raid": "moderator",
  "close, rename and quiet rooms": "moderator",
  "handle reports": "moderator",
  "read the journal": "moderator",
  "make invitation links": "moderator",
  "add bots where members may": "member",
  "look after all bots": "administrator",
  "give roles": "administrator",
  "help with a lost password": "administrator",
  "change who may come in": "administrator",
  "find and close any room": "administrator",
  "say something to everyone": "administrator",
  "see what could not be done": "administrator",
  "take everything along": "administrator",
  "bring a community in": "administrator",
  "shut down": "administrator",
} as const satisfies Record<string, Role>;

export type Action = keyof typeof PERMISSIONS;

/** Whether somebody of this role may do that. */
export function may(role: Role, action: Action): boolean {
  return !outranks(PERMISSIONS[action], role);
}

/** Whether `@room` and `@here` call anybody where somebody of this role writes them: among so many people. */
export function mayCallAll(role: Role, people: number): boolean {
  return people <= MAX_CALLED_BY_ANYONE || may(role, "call everyone in a large room");
}

/** A conversation, as far as it decides what is done in it. */
export interface ConversationTraits {
  kind: "room" | "direct";
  closed?: boolean;
  readOnly?: boolean;
  /** Whether moderators alone set the topic. */
  topicLocked?: boolean;
  /** The other person of a direct conversation. */
  with?: { gone?: boolean };
  /** Whether whoever looks at it writes nowhere for now: they are muted, or kept out. */
  resting?: boolean;
}

/** Whether somebody of this role may write there, and so answer, react, vote, edit and pin. */
export function mayWriteIn(
  role: Role,
  { closed, readOnly, with: other, resting }: ConversationTraits,
): boolean {
  return !resting && !other?.gone &&
    (!(closed || readOnly) || may(role, "write where it is read-only"));
}

/** Whether they may say what it is about: only rooms have a topic. */
export function maySetTopic(role: Role, place: ConversationTraits): boolean {
  return place.kind === "room" && mayWriteIn(role, place) && may(role, "set a topic") &&
    (!place.topicLocked || may(role, "close, rename and quiet rooms"));
}

/** Whether they may set after which time messages vanish: of a room as its topic (M11). */
export function mayVanish(role: Role, place: ConversationTraits): boolean {
  return place.kind === "room" ? maySetTopic(role, place) : mayWriteIn(role, place);
}

/** Whether they may ask others into it. */
export function mayInvite(role: Role, { kind, closed, resting }: ConversationTraits): boolean {
  return kind === "room" && !closed && !resting && may(role, "invite");
}

/** Whether they may rename it. */
export function mayRename(
  role: Role,
  { id, kind, resting }: ConversationTraits & { id: ConversationId },
): boolean {
  return kind === "room" && !resting && id !== GENERAL &&
    may(role, "close, rename and quiet rooms");
}

/** Whether the one stands above the other. Nobody sanctions somebody of the same or a higher role. */
export function outranks(one: Role, other: Role): boolean {
  return ROLES.indexOf(one) < ROLES.indexOf(other);
}
