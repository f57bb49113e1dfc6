import type { ConversationLog } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, Draft } from "../../protocol/events.ts";
import { may } from "../../protocol/permissions.ts";
import type { Random } from "../../runtime/clock.ts";
import { type Conversation, isTopicLocked } from "../../store/conversations/conversation.ts";
import { saveConversation } from "../../store/conversations/conversations.ts";
import type { Announcer, LogPosition } from "../chat.ts";
import type { Acknowledge, Actor } from "../contract/actor.ts";
import { appendChecked } from "./checked_append.ts";
import type { ConfirmMember } from "./confirm_member.ts";

/** What a conversation is changed with. */
export interface ChangeParts {
  confirmMember: ConfirmMember;
  log: ConversationLog;
  announcer: Announcer;
  random: Random;
}

/** What members may change of a conversation: its event, and the fields of its row. */
export interface ConversationChange {
  draft: Draft;
  fields: Partial<Conversation>;
}

/**
 * Changes what a conversation says of itself: the event and the row in one commit, then announced.
 * Throws `topic-locked` where that is for moderators, `unknown-conversation`, `unavailable`.
 */
export async function changeConversation(
  { confirmMember, log, announcer, random }: ChangeParts,
  actor: Actor,
  id: ConversationId,
  { draft, fields }: ConversationChange,
  acknowledge?: Acknowledge,
): Promise<LogPosition> {
  const request = random.uuid();
  const appended = await appendChecked(log, async () => {
    const { conversation, checks } = await confirmMember(actor, id);
    const locked = conversation.kind === "room" && isTopicLocked(conversation);
    if (locked && !may(actor.user.role, "close, rename and quiet rooms")) {
      throw new ChatError("topic-locked");
    }
    return {
      conversation: id,
      by: actor.user.id,
      id: request,
      draft,
      checks,
      also: () => saveConversation({ ...conversation, ...fields }),
      acknowledge: ({ seq, at }) => acknowledge?.({ conversation: id, seq, at }),
    };
  });
  if (!appended) throw new ChatError("unknown-conversation");
  announceChange(announcer, id);
  return { conversation: id, seq: appended.seq, at: appended.at };
}

/** Tells all who follow a conversation that what it says of itself, or who is in it, has changed. */
export function announceChange(announcer: Announcer, id: ConversationId): void {
  announcer.announce([{
    topic: `conversation:${id}`,
    message: { type: "changed", what: "conversation", id },
  }]);
}
