import { ChatError } from "../../protocol/errors.ts";
import { GENERAL, type UserId } from "../../protocol/events.ts";
import type { Conversation, Conversations } from "../../store/conversations/conversations.ts";
import { type Groups, isGroup } from "../../store/conversations/groups.ts";
import type { Users } from "../../store/people/users.ts";
import { refusalToSee } from "./access.ts";
import { announceChange } from "./change_conversation.ts";
import { withoutPerson } from "./groups.ts";
import type { Announcer, Chat } from "../chat.ts";
import { noSuchRoom, otherPerson, resolveConversation } from "./lookup.ts";
import { announceMembership, type MembershipWriter } from "./membership_writer.ts";
import { mayBeAsked, type MessageRequestRules } from "./message_requests.ts";
import type { RoomInvitationRules } from "./room_invitations.ts";
import type { Summaries } from "./summaries.ts";

/** What joining and leaving work with. */
export interface MembershipParts {
  conversations: Pick<Conversations, "roomAt">;
  users: Pick<Users, "get">;
  groups: Pick<Groups, "reindex">;
  invited: Pick<RoomInvitationRules, "find" | "announce"> & Pick<MessageRequestRules, "accept">;
  writer: MembershipWriter;
  summaries: Summaries;
  announcer: Announcer;
}

/** Joining and leaving. */
export function createMemberships(
  { conversations, users, groups, invited, writer, summaries, announcer }: MembershipParts,
): Pick<Chat, "join" | "leave"> {
  /** A group may be left at any time; a direct conversation of two once the other person is gone. */
  async function permitLeaving(direct: Conversation, user: UserId) {
    if (isGroup(direct.id)) return await withoutPerson(groups, direct, user);
    const other = await users.get(otherPerson(direct, user) ?? user);
    if (other && other.goneAt === undefined) throw new ChatError("not-allowed");
    return undefined;
  }

  return {
    async join(actor, asked) {
      const id = await resolveConversation(conversations, asked);
      const user = actor.user.id;
      if (mayBeAsked(id)) await invited.accept(user, id);
      let answered = false;
      const conversation = await writer.add(id, user, async (room) => {
        const { row, admits, checks } = await invited.find(user, id);
        if (room?.kind !== "room" || (room.private && !admits)) throw noSuchRoom(asked);
        if (room.closed) throw new ChatError("conversation-closed");
        if (!row.value) return undefined;
        answered = true;
        const { key, versionstamp } = row;
        return {
          checks: [{ key, versionstamp }, ...checks],
          mutations: [{ type: "delete", key }],
        };
      });
      if (answered) invited.announce(user);
      return await summaries.one(user, conversation);
    },

    async leave(actor, asked) {
      const id = await resolveConversation(conversations, asked);
      if (id === GENERAL) throw new ChatError("cannot-leave-general");
      const user = actor.user.id;
      const { removed, conversation } = await writer.remove(
        id,
        user,
        async (row) => row?.kind === "direct" ? await permitLeaving(row, user) : undefined,
      );
      if (removed && isGroup(id)) announceChange(announcer, id);
      if (removed) return id;
      const seen = refusalToSee(conversation).refusal === "not-member";
      // By id, whether there is such a private room or not: that tells a stranger nothing.
      if (seen || asked.conversation !== undefined) announceMembership(announcer, user, id, false);
      if (!seen) throw noSuchRoom(asked);
      return id;
    },
  };
}
