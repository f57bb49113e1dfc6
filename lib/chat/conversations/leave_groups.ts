import { isGroup } from "../../store/conversations/groups.ts";
import type { Actor, Chat } from "../chat.ts";

/** Ends all of somebody's memberships of groups. Rejects with `Unavailable`. */
export async function leaveGroups(
  chat: Pick<Chat, "memberships" | "leave">,
  actor: Actor,
): Promise<void> {
  for (const conversation of (await chat.memberships(actor.user.id)).filter(isGroup)) {
    await chat.leave(actor, { conversation });
  }
}
