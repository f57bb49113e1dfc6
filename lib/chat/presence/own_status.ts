import type { Chat, Presence } from "../chat.ts";
import type { Access } from "../conversations/access.ts";

/** Saying something of oneself: what others read, so whoever is muted may not. */
export function createOwnStatus(
  { access, presence }: { access: Access; presence: Pick<Presence, "setStatus"> },
): Pick<Chat, "setStatus"> {
  return {
    async setStatus(actor, { status, until }) {
      // Clearing what one said needs no permission.
      if (status.trim() !== "") await access.requireUnmuted(actor);
      presence.setStatus(actor.user.id, status, until);
    },
  };
}
