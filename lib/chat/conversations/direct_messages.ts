import type { Conversation, Conversations } from "../../store/conversations/conversations.ts";
import type { Users } from "../../store/people/users.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Actor, Announcer, Chat } from "../chat.ts";
import { personByAddress } from "./lookup.ts";
import { announceMembership } from "./membership_writer.ts";
import type { AsksFirst } from "./message_request_rule.ts";
import { type MessageRequestRules, withoutAsked } from "./message_requests.ts";
import { isWithinRetryWindow } from "./retry_window.ts";
import type { Summaries } from "./summaries.ts";

/**
 * The direct conversation with a person, by name; made if new, and announced to both, or to the actor
 * alone where the other one is asked first. Who opens one that they are asked about accepts it. Throws
 * `unknown-user`.
 */
export type OpenDirect = (actor: Actor, name: string) => Promise<Conversation>;

/** Opens direct conversations over the store. */
export function createOpenDirect(
  { users, conversations, asksFirst, requests, announcer, clock }: {
    users: Pick<Users, "byAddress">;
    conversations: Pick<Conversations, "direct">;
    asksFirst: AsksFirst;
    requests: Pick<MessageRequestRules, "accept">;
    announcer: Announcer;
    clock: Clock;
  },
): OpenDirect {
  return async (actor, name) => {
    const other = await personByAddress(users, name);
    const [me, now] = [actor.user.id, clock.now()];
    const { conversation, made } = await conversations.direct(
      me,
      other.id,
      now,
      async () => (await asksFirst(actor, [other.id])).get(other.id),
    );
    const { id, asked = [] } = conversation;
    if (asked.includes(me)) {
      await requests.accept(me, id);
      return withoutAsked(conversation, me);
    }
    if (made || isWithinRetryWindow(conversation, now)) {
      for (const user of new Set([me, other.id])) {
        if (!asked.includes(user)) announceMembership(announcer, user, id, true);
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
