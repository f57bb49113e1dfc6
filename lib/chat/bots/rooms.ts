import { type Bot, MAX_BOT_ROOMS } from "../../protocol/bots.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { Conversation, Conversations } from "../../store/conversations/conversations.ts";
import type { Actor } from "../chat.ts";
import type { Access } from "../conversations/access.ts";
import { roomWritten } from "../conversations/lookup.ts";
import type { MembershipWriter } from "../conversations/membership_writer.ts";

/** In which rooms bots are: their memberships, which others decide. */
export interface BotRooms {
  /** The rooms that somebody is in, by name. */
  of(user: UserId): Promise<Conversation[]>;
  /**
   * The ids of rooms that the actor is in, by ids or names. Throws `unknown-room`, `not-member`,
   * and `invalid-field` for too many.
   */
  read(actor: Actor, rooms: readonly string[]): Promise<ConversationId[]>;
  /** Puts a bot into rooms. Throws `conversation-closed`. */
  enter(bot: UserId, rooms: readonly ConversationId[]): Promise<void>;
  leave(bot: UserId, rooms: readonly ConversationId[]): Promise<void>;
}

/** The rooms of bots over the store. */
export function createBotRooms(
  { conversations, access, writer }: {
    conversations: Pick<Conversations, "membershipsOf" | "getMany" | "roomAt">;
    access: Pick<Access, "see">;
    writer: MembershipWriter;
  },
): BotRooms {
  async function readOne(actor: Actor, room: string): Promise<ConversationId> {
    const id = await roomWritten(conversations, room) ?? room;
    const found = await access.see(actor, id).catch((error) => {
      if (error instanceof ChatError && error.refusal === "unknown-conversation") return undefined;
      throw error;
    });
    if (found?.kind !== "room") throw new ChatError("unknown-room", { name: room });
    return found.id;
  }

  return {
    async of(user) {
      const rows = await conversations.getMany(await conversations.membershipsOf(user));
      return [...rows.values()].filter(({ kind }) => kind === "room")
        .sort((one, other) => (one.name ?? "") < (other.name ?? "") ? -1 : 1);
    },

    async read(actor, rooms) {
      if (rooms.length > MAX_BOT_ROOMS) throw new ChatError("invalid-field", { field: "rooms" });
      return [...new Set(await Promise.all(rooms.map((room) => readOne(actor, room))))];
    },

    async enter(bot, rooms) {
      for (const room of rooms) {
        await writer.add(room, bot, (row) => {
          if (row?.closed) return Promise.reject(new ChatError("conversation-closed"));
          return Promise.resolve(undefined);
        });
      }
    },

    async leave(bot, rooms) {
      for (const room of rooms) await writer.remove(room, bot, () => Promise.resolve(undefined));
    },
  };
}

/** A room as it is shown beside a bot. */
export function roomShown({ id, name, title }: Conversation): Bot["rooms"][number] {
  return { id, name: name ?? "", ...(title !== undefined && { title }) };
}
