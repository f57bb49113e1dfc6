import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { codePoints, LIMITS } from "../../protocol/limits.ts";
import { cleanName, isUnseen } from "../../protocol/names.ts";
import { isRoomName, offeredRoomName, roomNamingProblem } from "../../protocol/room_names.ts";
import { may } from "../../protocol/permissions.ts";
import { keys } from "../../kv/keys.ts";
import type { ConversationLog } from "../../log/log.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import {
  addMember,
  type Conversation,
  type Conversations,
  saveConversation,
} from "../../store/conversations/conversations.ts";
import { setReadMark } from "../../store/conversations/read_marks.ts";
import type { Announcer, Chat } from "../chat.ts";
import { announceMembership } from "./membership_writer.ts";
import { privateRoomName } from "./private_room_names.ts";
import { isWithinRetryWindow } from "./retry_window.ts";
import type { Summaries } from "./summaries.ts";
import { readTopic } from "./topics.ts";
import { MAX_ROOMS_MADE } from "../../store/conversations/room_index.ts";
import { appendChecked } from "./checked_append.ts";
import { orRefuse } from "../refusals.ts";

type NamedRoom = Conversation & { name: string };

/** What rooms are made with. */
export interface RoomCreationParts {
  conversations: Pick<
    Conversations,
    "countRoom" | "getMany" | "roomByName" | "roomsMadeBy" | "standing"
  >;
  log: ConversationLog;
  announcer: Announcer;
  summaries: Summaries;
  clock: Clock;
  random: Random;
}

/** Making a room: its row, its name, its first event and its maker's membership, in one commit. */
export function createRoomCreation(
  { conversations, log, announcer, summaries, clock, random }: RoomCreationParts,
): Pick<Chat, "create"> {
  /** What to look at: the room that has the public name, or all private ones of the maker. */
  async function candidates(wanted: NamedRoom, user: UserId): Promise<ConversationId[]> {
    if (wanted.private) return await conversations.roomsMadeBy(user);
    const id = await conversations.roomByName(wanted.name);
    return id === undefined ? [] : [id];
  }

  /** The room that is there already, where its maker asks for the very same again. */
  async function madeBefore(wanted: NamedRoom, user: UserId): Promise<Conversation | undefined> {
    const found = await conversations.getMany(await candidates(wanted, user));
    const same = [...found.values()].find((room) =>
      room.by === user && room.topic === wanted.topic && room.private === wanted.private &&
      (!room.private || room.title === wanted.title) && isWithinRetryWindow(room, clock.now())
    );
    if (!same) return undefined;
    const { conversation, member } = await conversations.standing(same.id, user);
    return member.value ? conversation.value ?? undefined : undefined;
  }

  /** What adds a room in one commit; nothing where it, or another of its name, is there already. */
  async function proposeRoom(room: NamedRoom, user: UserId, request: string) {
    // Counted first: another room of the maker, made after the look at them, fails the commit.
    const counted = await conversations.countRoom(user, room.id, "make");
    if (room.private && await madeBefore(room, user)) return undefined;
    if (!room.private && await conversations.roomByName(room.name) !== undefined) return undefined;
    const { checks, mutations } = orRefuse(counted, "too-many-rooms", { limit: MAX_ROOMS_MADE });
    return {
      conversation: room.id,
      by: user,
      id: request,
      draft: { kind: "join" as const },
      checks: [{ key: keys.roomByName(room.name), versionstamp: null }, ...checks],
      also: (seq: number) => [
        ...saveConversation(room),
        ...addMember(room.id, user, room.createdAt),
        setReadMark(user, room.id, seq),
        ...mutations,
      ],
    };
  }

  return {
    async create(actor, { name: asked, title: shown, topic, private: hidden }) {
      if (!may(actor.user.role, "create a room")) throw new ChatError("members-only");
      checkRoomName(asked);
      const title = readTitle(shown, asked) ?? (hidden ? asked : undefined);
      const user = actor.user.id;
      let room: NamedRoom = {
        id: random.uuid(),
        kind: "room",
        name: asked,
        ...(title !== undefined && { title }),
        ...(topic && { topic: readTopic(topic) }),
        ...(hidden && { private: true }),
        createdAt: clock.now(),
        by: user,
      };
      const request = random.uuid();
      const appended = await appendChecked(log, async () => {
        // A private name that is taken fails the commit, and the next try draws another.
        if (hidden) room = { ...room, name: privateRoomName(asked, random) };
        return await proposeRoom(room, user, request);
      });
      const made = appended ? room : await madeBefore(room, user);
      if (!made) throw new ChatError("room-taken", { name: asked });
      announceMembership(announcer, user, made.id, true);
      return await summaries.one(user, made);
    },
  };
}

/**
 * Throws `room-name`, with the name that would do; where none does, `room-name-empty`,
 * `room-name-too-long` or `room-name-signs`.
 */
export function checkRoomName(name: string): void {
  if (isRoomName(name)) return;
  const problem = roomNamingProblem(name);
  if (problem) throw new ChatError(problem, { name, limit: LIMITS.room });
  throw new ChatError("room-name", { name, offer: offeredRoomName(name) ?? "" });
}

/**
 * What a room is shown as, as it is kept: one line; nothing where it is the name. Throws
 * `title-too-long`, or `title-characters` where nothing in it is seen.
 */
export function readTitle(text: string | undefined, name: string): string | undefined {
  const title = cleanName((text ?? "").replace(/\p{Cc}+/gu, " "));
  if (title === "" || title === name) return undefined;
  if (codePoints(title) > LIMITS.room) {
    throw new ChatError("title-too-long", { limit: LIMITS.room });
  }
  if (!/[\p{L}\p{N}\p{S}]/u.test(title) || isUnseen(title)) throw new ChatError("title-characters");
  return title;
}
