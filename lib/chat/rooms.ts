import { ChatError } from "../protocol/errors.ts";
import type { ConversationId, UserId } from "../protocol/events.ts";
import type { RoomListing } from "../protocol/server_frames.ts";
import { codePoints, LIMITS } from "../protocol/limits.ts";
import { may } from "../protocol/permissions.ts";
import { keys } from "../store/keys.ts";
import { type Conversation, joined, kept } from "../store/conversations.ts";
import { readTo } from "../store/read_marks.ts";
import { mayBeAskedAgain } from "./asked_again.ts";
import { Cache } from "./cache.ts";
import type { Chat } from "./chat.ts";
import { tellMembership } from "./memberships.ts";
import type { ChatParts } from "./parts.ts";
import { SharedReads } from "./shared_reads.ts";

const ROOM_NAME = /^[a-z0-9-]+$/;
/** How old the numbers of members in the list of rooms may be. */
const COUNT_TTL_MS = 30_000;
const MAX_COUNTS = 1_000;
/** Members that are counted; a room with more shows this many. */
const MAX_COUNTED = 10_000;
const COUNT_PAGE = 1_000;
/** How often a topic is tried to be set while others change the room. */
const ATTEMPTS = 5;

/** Making rooms, listing them, and saying what they are about. */
export function createRooms(parts: ChatParts): Pick<Chat, "create" | "rooms" | "topic"> {
  const { access, announcer, clock, conversations, log, random, summaries } = parts;
  const allRooms = new SharedReads<Conversation[]>();
  const listings = new SharedReads<RoomListing[]>();
  const counts = new Cache<number>(clock, { max: MAX_COUNTS, ttlMs: COUNT_TTL_MS });

  async function countMembers(id: ConversationId): Promise<number> {
    let count = 0;
    let after: string | undefined;
    while (count < MAX_COUNTED) {
      const page = await conversations.members(id, { after, limit: COUNT_PAGE });
      count += page.length;
      after = page.at(-1);
      if (page.length < COUNT_PAGE) break;
    }
    return count;
  }

  async function counted(ids: ConversationId[]): Promise<Map<ConversationId, number>> {
    return new Map(
      await Promise.all(ids.map(async (id) => [id, await countMembers(id)] as const)),
    );
  }

  async function list(user: UserId): Promise<RoomListing[]> {
    const [rooms, memberships] = await Promise.all([
      allRooms.read("", () => conversations.rooms()),
      conversations.membershipsOf(user),
    ]);
    const mine = new Set(memberships);
    const seen = rooms.filter((room) => mine.has(room.id) || !(room.private || room.closed));
    const members = await counts.getMany(seen.map((room) => room.id), counted);
    return seen.map((room) => ({
      id: room.id,
      name: room.name ?? "",
      ...(room.topic && { topic: room.topic }),
      ...(room.private && { private: true }),
      members: members.get(room.id) ?? 0,
      joined: mine.has(room.id),
    }));
  }

  /** The room that took the name, where its maker asks for the very same again. */
  async function madeBefore(
    wanted: Conversation & { name: string },
    user: UserId,
  ): Promise<Conversation | undefined> {
    const id = await conversations.roomByName(wanted.name);
    if (id === undefined) return undefined;
    const { conversation: { value: room }, member } = await conversations.standing(id, user);
    if (!room || !member.value || !mayBeAskedAgain(room, clock.now())) return undefined;
    const { by, topic, private: hidden } = room;
    return by === user && topic === wanted.topic && hidden === wanted.private ? room : undefined;
  }

  return {
    async create(actor, { name, topic, private: hidden }) {
      if (!may(actor.user.role, "create a room")) throw new ChatError("members-only");
      checkRoomName(name);
      const user = actor.user.id;
      const room: Conversation & { name: string } = {
        id: random.uuid(),
        kind: "room",
        name,
        ...(topic && { topic: readTopic(topic) }),
        ...(hidden && { private: true }),
        createdAt: clock.now(),
        by: user,
      };
      const outcome = await log.append({
        conversation: room.id,
        by: user,
        id: random.uuid(),
        after: 0,
        draft: { kind: "join" },
        checks: [{ key: keys.roomByName(name), versionstamp: null }],
        also: (seq) => [
          ...kept(room),
          ...joined(room.id, user, room.createdAt),
          readTo(user, room.id, seq),
        ],
      });
      const made = outcome.is === "conflict" ? await madeBefore(room, user) : room;
      if (!made) throw new ChatError("room-taken", { name });
      tellMembership(parts, user, made.id, true);
      const [summary] = await summaries.of(user, [made]);
      if (!summary) throw new ChatError("unknown-conversation");
      return summary;
    },

    rooms: (actor) => listings.read(actor.user.id, () => list(actor.user.id)),

    async topic(actor, { conversation: id, topic }, acknowledge) {
      const { kind } = await access.write(actor, id);
      if (kind === "direct") throw new ChatError("not-allowed");
      if (!may(actor.user.role, "set a topic")) throw new ChatError("members-only");
      const said = readTopic(topic);
      const request = random.uuid();
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const { conversation: { key, value, versionstamp } } = await conversations.standing(
          id,
          actor.user.id,
        );
        if (!value) throw new ChatError("unknown-conversation");
        const [head] = await log.heads([id]);
        const outcome = await log.append({
          conversation: id,
          by: actor.user.id,
          id: request,
          after: head?.seq ?? 0,
          draft: { kind: "topic", topic: said },
          checks: [{ key, versionstamp }],
          also: () => [{ type: "set", key, value: { ...value, topic: said } }],
          acknowledge: ({ seq, at }) => acknowledge?.({ conversation: id, seq, at }),
        });
        if (outcome.is === "conflict") continue;
        announcer.announce([{
          topic: `conversation:${id}`,
          message: { type: "changed", what: "conversation", id },
        }]);
        return { conversation: id, seq: outcome.appended.seq, at: outcome.appended.at };
      }
      throw new ChatError("unavailable");
    },
  };
}

/** Throws `room-name`. */
export function checkRoomName(name: string) {
  if (!ROOM_NAME.test(name) || name.length > LIMITS.room) {
    throw new ChatError("room-name", { name, limit: LIMITS.room });
  }
}

/** A topic is one line. Throws `topic-too-long`. */
function readTopic(text: string): string {
  const topic = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  if (codePoints(topic) > LIMITS.topic) {
    throw new ChatError("topic-too-long", { limit: LIMITS.topic });
  }
  return topic;
}
