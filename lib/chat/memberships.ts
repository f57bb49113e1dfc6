import { ChatError } from "../protocol/errors.ts";
import { type ConversationId, GENERAL, type UserId } from "../protocol/events.ts";
import { may } from "../protocol/permissions.ts";
import type { Check, Entry } from "../store/kv.ts";
import { type Conversation, departed, joined } from "../store/conversations.ts";
import { readTo, unmentioned } from "../store/read_marks.ts";
import { refusalToSee } from "./access.ts";
import type { Chat } from "./chat.ts";
import { conversationMeant, noSuchRoom, personCalled } from "./finding.ts";
import type { ChatParts } from "./parts.ts";

/** How often a membership is tried to be changed that others change at the same time. */
const ATTEMPTS = 5;
/** Mentions that leaving forgets; those beyond belong to no conversation that is counted. */
const MAX_FORGOTTEN = 100;

/**
 * Tells all of a user's connections that they are now in a conversation, or no longer. Also when
 * nothing had to be changed: the commit that did it may have lost its answer, and told nobody.
 */
export function tellMembership(
  { announcer }: Pick<ChatParts, "announcer">,
  user: UserId,
  conversation: ConversationId,
  member: boolean,
): void {
  announcer.announce([{
    topic: `user:${user}`,
    message: { type: "membership", user, conversation, member },
  }]);
}

/** Joining, leaving and inviting: an event of the log and the membership, in one commit. */
export function createMemberships(parts: ChatParts): Pick<Chat, "join" | "leave" | "invite"> {
  const { access, conversations, log, marks, random, summaries } = parts;

  /** Makes somebody a member, if `admits` does not throw. Whoever is one already stays so. */
  async function enter(
    id: ConversationId,
    user: UserId,
    admits: (conversation: Conversation | null) => asserts conversation is Conversation,
  ): Promise<Conversation> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { conversation, member } = await conversations.standing(id, user);
      if (!conversation.value || !member.value) {
        admits(conversation.value);
        if (!await append(id, user, "join", [conversation, member])) continue;
      }
      tellMembership(parts, user, id, true);
      return conversation.value;
    }
    throw new ChatError("unavailable");
  }

  async function append(
    id: ConversationId,
    user: UserId,
    kind: "join" | "leave",
    unchanged: readonly Entry<unknown>[],
  ): Promise<boolean> {
    const [head] = await log.heads([id]);
    const named = kind === "leave" ? await marks.mentions(user, id) : [];
    const checks = unchanged.map(({ key, versionstamp }): Check => ({ key, versionstamp }));
    const outcome = await log.append({
      conversation: id,
      by: user,
      id: random.uuid(),
      after: head?.seq ?? 0, // a new id: a duplicate can only stand after the head of now
      draft: kind === "join" ? { kind } : { kind, reason: "left" },
      checks,
      also: (seq, at) =>
        kind === "join"
          // What was said before somebody came is not unread to them.
          ? [...joined(id, user, at), readTo(user, id, seq)]
          : [
            ...departed(id, user),
            ...named.slice(0, MAX_FORGOTTEN).map((place) => unmentioned(user, id, place.seq)),
          ],
    });
    return outcome.is === "appended";
  }

  return {
    async join(actor, asked) {
      const id = await conversationMeant(parts, asked);
      const conversation = await enter(id, actor.user.id, (row) => {
        if (row?.kind !== "room" || row.private) throw noSuchRoom(asked);
        if (row.closed) throw new ChatError("conversation-closed");
      });
      const [summary] = await summaries.of(actor.user.id, [conversation]);
      if (!summary) throw noSuchRoom(asked);
      return summary;
    },

    async leave(actor, asked) {
      const id = await conversationMeant(parts, asked);
      if (id === GENERAL) throw new ChatError("cannot-leave-general");
      const user = actor.user.id;
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const { conversation, member } = await conversations.standing(id, user);
        if (!member.value) {
          const seen = refusalToSee(conversation.value).refusal === "not-member";
          // By id, whether there is such a private room or not: that tells a stranger nothing.
          if (seen || asked.conversation !== undefined) tellMembership(parts, user, id, false);
          if (!seen) throw noSuchRoom(asked);
          return id;
        }
        if (conversation.value?.kind === "direct") throw new ChatError("not-allowed");
        if (!await append(id, user, "leave", [member])) continue;
        tellMembership(parts, user, id, false);
        return id;
      }
      throw new ChatError("unavailable");
    },

    async invite(actor, { conversation: id, user: name }) {
      const conversation = await access.see(actor, id);
      if (conversation.kind === "direct") throw new ChatError("not-allowed");
      if (!may(actor.user.role, "invite")) throw new ChatError("members-only");
      const guest = await personCalled(parts, name);
      await enter(id, guest.id, (row) => {
        if (!row) throw new ChatError("unknown-conversation");
        if (row.closed) throw new ChatError("conversation-closed");
      });
    },
  };
}
