import type { Conversation, Conversations } from "../../store/conversations/conversations.ts";
import type { Users } from "../../store/people/users.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Actor, Announcer, Chat } from "../chat.ts";
import { personByAddress } from "./lookup.ts";
import { announceMembership } from "./membership_writer.ts";
import { isWithinRetryWindow } from "./retry_window.ts";
import type { Summaries } from "./summaries.ts";

/**
 * The direct conversation with a person, by name; made if new, and announced to both. Throws
 * `unknown-user`.
 */
export type OpenDirect = (actor: Actor, name: string) => Promise<Conversation>;

/** Opens direct conversations over the store. */
export function createOpenDirect(
  { users, conversations, announcer, clock }: {
    users: Pick<Users, "byAddress">;
    conversations: Pick<Conversations, "direct">;
    announcer: Announcer;
    clock: Clock;
  },
): OpenDirect {
  return async (actor, name) => {
    const other = await personByAddress(users, name);
    const [me, now] = [actor.user.id, clock.now()];
    const { conversation, made } = await conversations.direct(me, other.id, now);
    if (made || isWithinRetryWindow(conversation, now)) {
      for (const user of new Set([me, other.id])) {
        announceMembership(announcer, user, conversation.id, true);
      }
    }
    return conversation;
  };
}

/** The request that opens one. */
export function createDirectMessages(
  { openDirect, summaries }: { openDirect: OpenDirect; summaries: Summaries },
): Pick<Chat, "open"> {
  return {
    open: async (actor, name) => await summaries.one(actor.user.id, await openDirect(actor, name)),
  };
}
