import type { Mutation } from "../../kv/kv.ts";
import type { ConversationId, MessageEvent } from "../../protocol/events.ts";
import { forgetCalled, forgetCalls, type Mentions } from "../../store/messages/mentions.ts";
import type { MemberIndexes } from "../presence/member_indexes.ts";
import { planCallMembers } from "./call_members.ts";
import { CALLED_IN_COMMIT } from "./calls.ts";

/**
 * The writes that forget those whom a message calls without naming them, some or all members, for the
 * commit that removes the message; a job forgets those who are more than that holds. Rejects with
 * `Unavailable`.
 */
export type ForgetCalled = (
  conversation: ConversationId,
  message: MessageEvent,
) => Promise<Mutation[]>;

/** Over the store, and the members who are in memory. */
export function createForgetCalled(
  { mentions, indexes }: {
    mentions: Pick<Mentions, "called">;
    indexes: Pick<MemberIndexes, "get">;
  },
): ForgetCalled {
  return async (conversation, message) => {
    const { seq, at } = message;
    const users = message.call === "room"
      ? [...(await indexes.get(conversation)).ids]
      : await mentions.called(conversation, seq);
    if (users.length === 0) return [];
    const place = { conversation, seq, at };
    return [
      ...forgetCalls(users.slice(0, CALLED_IN_COMMIT), place),
      forgetCalled(conversation, seq),
      ...(users.length > CALLED_IN_COMMIT ? [planCallMembers(place, "gone")] : []),
    ];
  };
}
