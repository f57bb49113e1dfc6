import type { ConversationId, UserId } from "../../protocol/events.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Check, Entry, Mutation } from "../../kv/kv.ts";
import type { ConversationLog } from "../../log/log.ts";
import type { Random } from "../../runtime/clock.ts";
import {
  addMember,
  type Conversation,
  type Conversations,
  removeMember,
} from "../../store/conversations/conversations.ts";
import {
  type ReadMarks,
  removeMention,
  setFirstMark,
} from "../../store/conversations/read_marks.ts";
import type { Announcer } from "../chat.ts";
import { appendChecked } from "./checked_append.ts";

/** Mentions that leaving forgets; those beyond belong to no conversation that is counted. */
const MAX_FORGOTTEN = 100;

/** What goes into the same commit as a membership. */
export interface Beside {
  checks: readonly Check[];
  mutations: readonly Mutation[];
}

/** Throws where somebody may not become a member, or there is no such conversation. */
export type Admit = (conversation: Conversation | null) => Promise<Beside | undefined>;

/** Makes and ends memberships: an event of the log and the rows, in one commit. */
export interface MembershipWriter {
  /**
   * Makes somebody a member and tells their connections. Whoever is one stays so; for others,
   * `admit` is asked first and throws to refuse, or gives what goes with the commit. Throws `unavailable`.
   */
  add(id: ConversationId, user: UserId, admit: Admit): Promise<Conversation>;
  /**
   * Ends a membership and tells the user's connections; `permit` throws to refuse, or gives what goes
   * with the commit. Gives whether there was one, and the conversation. Throws `unavailable`.
   */
  remove(
    id: ConversationId,
    user: UserId,
    permit: (conversation: Conversation | null) => Promise<Beside | undefined>,
  ): Promise<{ removed: boolean; conversation: Conversation | null }>;
}

/**
 * Tells all of a user's connections that they are now in a conversation, or no longer. Also when
 * nothing had to be changed: the commit that did it may have lost its answer, and told nobody.
 */
export function announceMembership(
  announcer: Announcer,
  user: UserId,
  conversation: ConversationId,
  member: boolean,
): void {
  announcer.announce([{
    topic: `user:${user}`,
    message: { type: "membership", user, conversation, member },
  }]);
}

/** What memberships are written with. */
export interface MembershipWriterParts {
  conversations: Pick<Conversations, "standing">;
  marks: Pick<ReadMarks, "mentions">;
  log: ConversationLog;
  announcer: Announcer;
  random: Random;
}

/** The memberships of one instance's store. */
export function createMembershipWriter(
  { conversations, marks, log, announcer, random }: MembershipWriterParts,
): MembershipWriter {
  const unchanged = (rows: readonly Entry<unknown>[]) =>
    rows.map(({ key, versionstamp }): Check => ({ key, versionstamp }));

  return {
    async add(id, user, admit) {
      const found: { row: Conversation | null } = { row: null };
      await appendChecked(log, async () => {
        const { conversation, member } = await conversations.standing(id, user);
        found.row = conversation.value;
        if (conversation.value && member.value) return undefined;
        const beside = await admit(conversation.value);
        return {
          conversation: id,
          by: user,
          id: random.uuid(),
          draft: { kind: "join" },
          checks: [...unchanged([conversation, member]), ...beside?.checks ?? []],
          // What was said before somebody came is not unread to them.
          also: (seq, at) => [
            ...addMember(id, user, at),
            setFirstMark(user, id, seq),
            ...beside?.mutations ?? [],
          ],
        };
      });
      if (!found.row) throw new ChatError("unknown-conversation");
      announceMembership(announcer, user, id, true);
      return found.row;
    },

    async remove(id, user, permit) {
      const found: { row: Conversation | null } = { row: null };
      const removed = await appendChecked(log, async () => {
        const { conversation, member } = await conversations.standing(id, user);
        found.row = conversation.value;
        if (!member.value) return undefined;
        const beside = await permit(conversation.value);
        const named = await marks.mentions(user, id);
        return {
          conversation: id,
          by: user,
          id: random.uuid(),
          draft: { kind: "leave", reason: "left" },
          checks: [
            ...unchanged(beside ? [conversation, member] : [member]),
            ...beside?.checks ?? [],
          ],
          also: (_seq, at) => [
            ...removeMember(id, user, at),
            ...named.slice(0, MAX_FORGOTTEN).map((place) => removeMention(user, id, place.seq)),
            ...beside?.mutations ?? [],
          ],
        };
      });
      if (removed) announceMembership(announcer, user, id, false);
      return { removed: removed !== undefined, conversation: found.row };
    },
  };
}
