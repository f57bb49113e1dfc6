import { ChatError } from "../../protocol/errors.ts";
import {
  peopleBeside,
  type PresenceChange,
  type Profiles,
  type UserId,
} from "../../protocol/events.ts";
import { type Conversations, directId } from "../../store/conversations/conversations.ts";
import type { Users } from "../../store/people/users.ts";
import type { Actor, Chat, Presence } from "../chat.ts";
import type { Access } from "./access.ts";
import { anyoneByAddress, noSuchRoom, resolveConversation } from "./lookup.ts";
import type { ReadPositions } from "./read_positions.ts";
import type { Summaries } from "./summaries.ts";

/** What somebody's own conversations are read with. */
export interface OwnConversationParts {
  access: Access;
  conversations: Pick<Conversations, "membershipsOf" | "roomAt">;
  users: Pick<Users, "byAddress">;
  summaries: Summaries;
  positions: Pick<ReadPositions, "advance">;
  presence: Pick<Presence, "find">;
}

/** The conversations that somebody is in, and how far they have read in them. */
export function createOwnConversations(
  { access, conversations, users, summaries, positions, presence }: OwnConversationParts,
): Pick<Chat, "sync" | "read" | "summary" | "memberships"> {
  /** Of the actor and of those whom they talk to directly, who is here (P5). */
  function presenceFor({ user }: Actor, others: readonly UserId[]): PresenceChange[] {
    // Whoever syncs is here, also before their arrival is told to anyone (P3).
    const { id, name, role } = user;
    const own = presence.find(id) ?? { user: id, name, role, state: "online" };
    return [own, ...others.flatMap((other) => presence.find(other) ?? [])];
  }

  return {
    async sync(actor) {
      const all = await summaries.all(actor.user.id);
      const { id, ...profile } = actor.user;
      const users: Profiles = { [id]: profile };
      for (const person of all.flatMap(peopleBeside)) {
        const { id: of, ...known } = person;
        if (of !== id) users[of] = known;
      }
      const others = Object.keys(users).filter((other) => other !== id);
      return { user: actor.user, conversations: all, presence: presenceFor(actor, others), users };
    },

    async read(actor, { conversation, seq }) {
      await access.see(actor, conversation);
      positions.advance(actor.user.id, conversation, seq, actor.connection);
    },

    memberships: (user) => conversations.membershipsOf(user),

    async summary(actor, which) {
      const id = "direct" in which
        ? directId(actor.user.id, (await anyoneByAddress(users, which.direct)).id)
        : await resolveConversation(conversations, which);
      const conversation = await access.see(actor, id).catch((error) => {
        if (!(error instanceof ChatError) || error.refusal !== "unknown-conversation") throw error;
        throw "room" in which ? noSuchRoom(which) : error;
      });
      return await summaries.one(actor.user.id, conversation);
    },
  };
}
