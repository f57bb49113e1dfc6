import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, RoomInvitation, UserId } from "../../protocol/events.ts";
import { may } from "../../protocol/permissions.ts";
import type { Check, Entry } from "../../kv/kv.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type {
  NextRow,
  RoomInvitationRow,
  RoomInvitations,
} from "../../store/conversations/room_invitations.ts";
import type { Attempts } from "../../store/people/attempt_limits.ts";
import type { Users } from "../../store/people/users.ts";
import { limitAttempts } from "../attempts.ts";
import type { SettingsOf } from "../inbox/personal_settings.ts";
import type { Announcer, Chat } from "../chat.ts";
import { personOf } from "../identity/current_user.ts";
import type { ConfirmMember } from "./confirm_member.ts";
import { personByAddress } from "./lookup.ts";
import { announceMembership } from "./membership_writer.ts";

/** Questions that wait for one person, of all and of one who asks: more are refused. */
const MAX_OPEN = 100;
const MAX_OPEN_FROM_ONE = 5;
/** Questions of one person to everybody. */
const ASKING = { count: 30, windowMs: 10 * 60_000 };
/** Who said no is not asked into that room again within this. */
const DECLINED_MS = 24 * 60 * 60_000;
/** How often a row is tried to be written while it changes. */
const MAX_TRIES = 5;

/** What invitations into rooms work with. */
export interface RoomInvitationParts {
  confirmMember: ConfirmMember;
  conversations: Pick<Conversations, "getMany" | "standing">;
  users: Pick<Users, "byAddress" | "getMany">;
  rows: RoomInvitations;
  attempts: Attempts;
  announcer: Announcer;
  clock: Clock;
}

/** The invitations, and whether one of them lets somebody in. */
export interface RoomInvitationRules extends Pick<Chat, "invite" | "invitations" | "decline"> {
  /** The row that asked somebody in, and whether it still does: who asked is in the room, by `checks`. */
  find(
    user: UserId,
    conversation: ConversationId,
  ): Promise<{ row: Entry<RoomInvitationRow>; admits: boolean; checks: Check[] }>;
  /** Tells all of a user's connections that what they are asked has changed. */
  announce(user: UserId): void;
}

/** An invitation into a room is a question: who is asked accepts by joining, or declines. */
export function createRoomInvitationRules(
  parts: RoomInvitationParts,
  personalOf: SettingsOf,
): RoomInvitationRules {
  const { confirmMember, conversations, users, rows, attempts, announcer, clock } = parts;

  function announce(user: UserId) {
    announcer.announce([{ topic: `user:${user}`, message: { type: "invitations", user } }]);
  }

  async function write(
    user: UserId,
    conversation: ConversationId,
    next: (row: RoomInvitationRow | null) => Promise<NextRow | undefined>,
  ): Promise<void> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const found = await rows.get(user, conversation);
      const wanted = await next(found.value);
      if (!wanted || await rows.put(found, wanted)) return announce(user);
    }
    throw new ChatError("unavailable");
  }

  async function find(user: UserId, conversation: ConversationId) {
    const row = await rows.get(user, conversation);
    if (!row.value || !isOpen(row.value)) return { row, admits: false, checks: [] };
    const { member } = await conversations.standing(conversation, row.value.by);
    const { key, versionstamp } = member;
    return { row, admits: member.value !== null, checks: [{ key, versionstamp }] };
  }

  return {
    find,
    announce,

    async invite(actor, { conversation: id, user: address }) {
      const { conversation: room } = await confirmMember(actor, id);
      if (room.kind === "direct") throw new ChatError("not-allowed");
      if (!may(actor.user.role, "invite")) throw new ChatError("members-only");
      if (room.closed) throw new ChatError("conversation-closed");
      const guest = await personByAddress(users, address);
      const { member } = await conversations.standing(id, guest.id);
      if (member.value) {
        announceMembership(announcer, guest.id, id, true);
        return personOf(guest);
      }
      if (guest.botBy) throw new ChatError("bot-invited", { name: guest.name });
      await limitAttempts(attempts, "invite", actor.user.id, ASKING);
      await checkBounds(rows, actor.user.id, guest.id);
      const now = clock.now();
      const { admits } = await find(guest.id, id);
      await write(guest.id, id, async (row) => {
        if (row && isOpen(row) && admits) return undefined;
        if (now < (row?.declinedAt ?? -Infinity) + DECLINED_MS) {
          throw new ChatError("invitation-declined", { name: guest.name });
        }
        const { checks } = await confirmMember(actor, id);
        return { row: { by: actor.user.id, at: now }, checks };
      });
      return personOf(guest);
    },

    invitations: (actor) => openInvitations(parts, personalOf, actor.user.id),

    async decline(actor, id) {
      const declinedAt = clock.now();
      await write(actor.user.id, id, (row) => {
        const open = row !== null && isOpen(row);
        const declined = open && { row: { ...row, declinedAt }, expireIn: DECLINED_MS };
        return Promise.resolve(declined || undefined);
      });
    },
  };
}

function isOpen(row: RoomInvitationRow): boolean {
  return row.declinedAt === undefined;
}

/** Throws `invited-enough`. Those who ask at the same time may bring a few more. */
async function checkBounds(rows: RoomInvitations, by: UserId, guest: UserId): Promise<void> {
  const open = (await rows.of(guest, 2 * MAX_OPEN)).filter(({ row }) => isOpen(row));
  const mine = open.filter(({ row }) => row.by === by);
  if (open.length >= MAX_OPEN || mine.length >= MAX_OPEN_FROM_ONE) {
    throw new ChatError("invited-enough");
  }
}

/**
 * The questions that wait for somebody, the first asked first; of rooms that can be joined, and of
 * nobody whom they blocked.
 */
async function openInvitations(
  { conversations, users, rows }: Pick<RoomInvitationParts, "conversations" | "users" | "rows">,
  personalOf: SettingsOf,
  user: UserId,
): Promise<RoomInvitation[]> {
  const [asked, settings] = await Promise.all([rows.of(user, 2 * MAX_OPEN), personalOf([user])]);
  const blocked = new Set(settings.get(user)?.blocked);
  const open = asked.filter(({ row }) => isOpen(row) && !blocked.has(row.by));
  if (open.length === 0) return [];
  const [rooms, people] = await Promise.all([
    conversations.getMany(open.map(({ conversation }) => conversation)),
    users.getMany(open.map(({ row }) => row.by)),
  ]);
  return open.flatMap(({ conversation, row }): RoomInvitation | [] => {
    const [room, by] = [rooms.get(conversation), people.get(row.by)];
    if (!room || room.closed || !by || by.goneAt !== undefined) return [];
    const { id, name = "", title, topic, private: hidden } = room;
    return { room: { id, name, title, topic, private: hidden }, by: personOf(by), at: row.at };
  }).sort((one, other) => one.at - other.at);
}
