import type { Administration } from "../../lib/chat/administration.ts";
import type { Actor, Chat } from "../../lib/chat/chat.ts";
import type { Snapshot } from "../../lib/client/model.ts";
import { may } from "../../lib/protocol/permissions.ts";

/**
 * What others ask of somebody, as a page is drawn from it: into rooms, to be read, and to decide as a
 * moderator; and what moderators answered.
 */
export async function askedOf(
  { chat, administration }: {
    chat: Pick<Chat, "invitations" | "requests">;
    administration: Pick<Administration, "newAnswers" | "queued">;
  },
  actor: Actor,
): Promise<Pick<Snapshot, "invitations" | "requests" | "queue" | "answers">> {
  const [invitations, requests, queue, answers] = await Promise.all([
    chat.invitations(actor),
    chat.requests(actor),
    may(actor.user.role, "handle reports") ? administration.queued(actor) : 0,
    administration.newAnswers(actor),
  ]);
  return {
    invitations,
    ...(requests.length > 0 && { requests }),
    ...(queue > 0 && { queue }),
    ...(answers > 0 && { answers }),
  };
}
