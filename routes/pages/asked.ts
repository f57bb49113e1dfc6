import type { Actor, Chat } from "../../lib/chat/chat.ts";
import type { Snapshot } from "../../lib/client/model.ts";

/** What others ask of somebody, as a page is drawn from it: into rooms, and to be read. */
export async function askedOf(
  chat: Pick<Chat, "invitations" | "requests">,
  actor: Actor,
): Promise<Pick<Snapshot, "invitations" | "requests">> {
  const [invitations, requests] = await Promise.all([
    chat.invitations(actor),
    chat.requests(actor),
  ]);
  return { invitations, ...(requests.length > 0 && { requests }) };
}
