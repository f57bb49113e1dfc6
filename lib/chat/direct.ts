import type { Conversation } from "../store/conversations.ts";
import { mayBeAskedAgain } from "./asked_again.ts";
import type { Actor } from "./chat.ts";
import { personCalled } from "./finding.ts";
import { tellMembership } from "./memberships.ts";
import type { ChatParts } from "./parts.ts";

/** The direct conversation with a person, by name; made if new, and told to both. */
export async function openDirect(
  parts: ChatParts,
  actor: Actor,
  name: string,
): Promise<Conversation> {
  const other = await personCalled(parts, name);
  const [me, now] = [actor.user.id, parts.clock.now()];
  const { conversation, made } = await parts.conversations.direct(me, other.id, now);
  if (made || mayBeAskedAgain(conversation, now)) {
    for (const user of new Set([me, other.id])) tellMembership(parts, user, conversation.id, true);
  }
  return conversation;
}
