import type { Role } from "../../protocol/events.ts";

/** What the way out is called: who has no account leaves for good. */
export function signOutWord(role: Role) {
  return role === "guest" ? "settings.leave" : "settings.sign-out";
}
