import type { Chat, Presence } from "../chat.ts";

/** Saying something of oneself. */
export function createOwnStatus(
  presence: Pick<Presence, "setStatus">,
): Pick<Chat, "setStatus"> {
  return {
    setStatus(actor, { status, until }) {
      presence.setStatus(actor.user.id, status, until);
      return Promise.resolve();
    },
  };
}
