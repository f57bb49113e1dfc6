import type { Conversation } from "../store/conversations.ts";
import type { Actor } from "./chat.ts";
import { personCalled } from "./finding.ts";
import { tellMembership } from "./memberships.ts";
import type { ChatParts } from "./parts.ts";

/**
 * Whoever asks for a conversation this young may ask again, after a commit that lost its answer and
 * told nobody. A store that is away for longer leads to a suspicion, which finds it.
 */
const TOLD_AGAIN_MS = 60_000;

/** The direct conversation with a person, by name; made if new, and told to both. */
export async function openDirect(
  parts: ChatParts,
  actor: Actor,
  name: string,
): Promise<Conversation> {
  const other = await personCalled(parts, name);
  const [me, now] = [actor.user.id, parts.clock.now()];
  const { conversation, made } = await parts.conversations.direct(me, other.id, now);
  if (made || now - conversation.createdAt < TOLD_AGAIN_MS) {
    for (const user of new Set([me, other.id])) tellMembership(parts, user, conversation.id, true);
  }
  return conversation;
}
