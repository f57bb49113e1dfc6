import type { Administration } from "../../lib/chat/administration.ts";
import type { Actor, Chat } from "../../lib/chat/chat.ts";
import type { Snapshot } from "../../lib/client/model.ts";
import { may } from "../../lib/protocol/permissions.ts";

/**
 * What others ask of somebody, as a page is drawn from it: into rooms, to be read, and to decide as a
 * moderator.
 */
export async function askedOf(
  { chat, administration }: {
    chat: Pick<Chat, "invitations" | "requests">;
    administration: Pick<Administration, "queued">;
  },
  actor: Actor,
): Promise<Pick<Snapshot, "invitations" | "requests" | "queue">> {
  const [invitations, requests, queue] = await Promise.all([
    chat.invitations(actor),
    chat.requests(actor),
    may(actor.user.role, "handle reports") ? administration.queued(actor) : 0,
  ]);
  return {
    invitations,
    ...(requests.length > 0 && { requests }),
    ...(queue > 0 && { queue }),
  };
}
