import type { Role } from "../protocol/events.ts";

/** Who may do what, where it is not everyone: one line an action, the roles that may. */
const PERMISSIONS = {
  "create a room": ["administrator", "moderator", "member"],
  "invite": ["administrator", "moderator", "member"],
  "set a topic": ["administrator", "moderator", "member"],
  "write where it is read-only": ["administrator", "moderator"],
  "delete what others wrote": ["administrator", "moderator"],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof PERMISSIONS;

/** Whether somebody of this role may do that. */
export function may(role: Role, action: Action): boolean {
  const roles: readonly Role[] = PERMISSIONS[action];
  return roles.includes(role);
}
