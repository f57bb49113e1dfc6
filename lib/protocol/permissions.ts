import { type Role, ROLES } from "./events.ts";

/** Who may do what, where it is not everyone: one line an action, the roles that may. */
export const PERMISSIONS = {
  "create a room": ["administrator", "moderator", "member"],
  "invite": ["administrator", "moderator", "member"],
  "start a group": ["administrator", "moderator", "member"],
  "set a topic": ["administrator", "moderator", "member"],
  "pin a message": ["administrator", "moderator", "member"],
  "report a message": ["administrator", "moderator", "member"],
  "call everyone in a large room": ["administrator", "moderator"],
  "write where it is read-only": ["administrator", "moderator"],
  "delete what others wrote": ["administrator", "moderator"],
  "move messages": ["administrator", "moderator"],
  "kick, mute and ban": ["administrator", "moderator"],
  "see who is connected": ["administrator", "moderator"],
  "close, rename and quiet rooms": ["administrator", "moderator"],
  "handle reports": ["administrator", "moderator"],
  "read the journal": ["administrator", "moderator"],
  "make invitation links": ["administrator", "moderator"],
  "give roles": ["administrator"],
  "change who may come in": ["administrator"],
  "find and close any room": ["administrator"],
  "say something to everyone": ["administrator"],
  "see what could not be done": ["administrator"],
  "shut down": ["administrator"],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof PERMISSIONS;

/** Whether somebody of this role may do that. */
export function may(role: Role, action: Action): boolean {
  const roles: readonly Role[] = PERMISSIONS[action];
  return roles.includes(role);
}

/** Whether the one stands above the other. Nobody sanctions somebody of the same or a higher role. */
export function outranks(one: Role, other: Role): boolean {
  return ROLES.indexOf(one) < ROLES.indexOf(other);
}
