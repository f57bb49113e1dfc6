// Conversations and who is in them: rows, and the indexes by name, by conversation and by user.
import { type ConversationId, GENERAL, type UserId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import { matchesRoom } from "../../protocol/room_title.ts";
import { keys } from "../../kv/keys.ts";
import { type CommitParts, writeRow } from "../../kv/checked_write.ts";
import { type Entry, type Key, type Kv, type Mutation, Unavailable } from "../../kv/kv.ts";
import {
  countRoom,
  listing,
  readRoomIndex,
  type RoomPage,
  type RoomPageRequest,
  type RoomSelection,
} from "./room_index.ts";
import { keyAfter, listAll } from "../../kv/list_pages.ts";
import { currentSchema } from "../schema/schema.ts";
import type { Conversation } from "./conversation.ts";
import { askMember, type NewRequest } from "./message_requests.ts";

export type { Conversation };

/** That somebody is a member of a conversation, and since when (milliseconds UTC). */
export interface Membership {
  joinedAt: number;
}

/** What decides whether somebody may do something in a conversation, with the rows' versions. */
export interface Standing {
  conversation: Entry<Conversation>;
  member: Entry<Membership>;
}

/** The direct conversation of two people, the same whoever opens it first. */
export function directId(a: UserId, b: UserId): ConversationId {
  const [low, high] = a < b ? [a, b] : [b, a];
  return `direct:${low}:${high}`;
}

/** The two people whom a direct conversation's id names; `undefined` for another kind of id. */
export function peopleOf(id: ConversationId): [UserId, UserId] | undefined {
  const [kind, low, high, ...rest] = id.split(":");
  if (kind !== "direct" || !low || !high || rest.length > 0) return undefined;
  return [low, high];
}

/** The writes that make somebody a member. */
export function addMember(
  conversation: ConversationId,
  user: UserId,
  joinedAt: number,
): Mutation[] {
  const membership: Membership = { joinedAt };
  return [
    { type: "set", key: keys.member(conversation, user), value: membership },
    { type: "set", key: keys.memberOf(user, conversation), value: true },
  ];
}

/** The writes that end somebody's membership, with what they had read; that they were in it stays. */
export function removeMember(
  conversation: ConversationId,
  user: UserId,
  at: number,
): Mutation[] {
  return [
    { type: "delete", key: keys.member(conversation, user) },
    { type: "delete", key: keys.memberOf(user, conversation) },
    { type: "delete", key: keys.read(user, conversation) },
    { type: "set", key: keys.left(user, conversation), value: at },
  ];
}

/** The writes that put a conversation's row and a room's name in their places. */
export function saveConversation(conversation: Conversation): Mutation[] {
  const row: Mutation = {
    type: "set",
    key: keys.conversation(conversation.id),
    value: conversation,
  };
  if (conversation.name === undefined) return [row];
  const key = keys.roomByName(conversation.name);
  return [row, { type: "set", key, value: conversation.id }, ...listing(conversation)];
}

/** Makes `general` where it is missing; of several instances at a first start, one wins. */
export async function ensureGeneral(kv: Kv, clock: Clock): Promise<void> {
  const general: Conversation = {
    id: GENERAL,
    kind: "room",
    name: GENERAL,
    createdAt: clock.now(),
  };
  // The row is written by itself. A store without it is new: it has all that this version has.
  const mutations = [...saveConversation(general).slice(1), currentSchema()];
  await writeRow<Conversation>(
    kv,
    keys.conversation(GENERAL),
    (current) => current ? undefined : { value: general, mutations },
  );
}

/** What gives `general` a title, in another commit; `undefined` where it has one. */
export async function titleGeneral(kv: Kv, title: string): Promise<CommitParts | undefined> {
  const { key, value, versionstamp } = await kv.get<Conversation>(keys.conversation(GENERAL));
  if (!value || value.title !== undefined) return undefined;
  return { checks: [{ key, versionstamp }], mutations: saveConversation({ ...value, title }) };
}

/** Reads of conversations and memberships. Strong reads, in batches. */
export interface Conversations {
  get(id: ConversationId): Promise<Conversation | undefined>;
  /** Those that exist, by id. */
  getMany(ids: readonly ConversationId[]): Promise<Map<ConversationId, Conversation>>;
  /** Id of the room of this name. */
  roomByName(name: string): Promise<ConversationId | undefined>;
  /** Id of the room of this name, or of the one that last had it. */
  roomAt(name: string): Promise<ConversationId | undefined>;
  /** A page of rooms, in the order of their names. */
  rooms(which: RoomSelection, page: RoomPageRequest): Promise<RoomPage>;
  /** The rooms among what a user is a member of that a page would have, were they in its index. */
  ownRooms(
    memberships: readonly ConversationId[],
    page: RoomPageRequest,
    next: string | undefined,
  ): Promise<Conversation[]>;
  /**
   * What counts a room as made by somebody, in the commit that makes or opens it; or no longer, in the
   * one that closes it. `undefined` where they would make too many.
   */
  countRoom(
    maker: UserId,
    room: ConversationId,
    change: "make" | "open" | "close",
  ): Promise<CommitParts | undefined>;
  /** The open rooms that somebody made, which count. */
  roomsMadeBy(maker: UserId): Promise<ConversationId[]>;
  /** All that a user is a member of, in reads of 500. */
  membershipsOf(user: UserId): Promise<ConversationId[]>;
  /** All that a user is a member of, and all that they left, however many. */
  everMemberOf(user: UserId): Promise<ConversationId[]>;
  /** Members in the order of their ids, those after `after`. */
  members(
    conversation: ConversationId,
    page: { after?: UserId; limit: number },
  ): Promise<UserId[]>;
  /** Which of these users are members. */
  membersAmong(conversation: ConversationId, users: readonly UserId[]): Promise<Set<UserId>>;
  /** The conversation and the user's membership in it, in one read. */
  standing(conversation: ConversationId, user: UserId): Promise<Standing>;
  /**
   * The direct conversation of two people; made, with both as members, where there is none. With what
   * `asks` says, if anything, the other one is asked first, and is no member. Rejects with `Unavailable`
   * while an import writes it.
   */
  direct(
    by: UserId,
    other: UserId,
    at: number,
    asks?: () => Promise<NewRequest | undefined>,
  ): Promise<{ conversation: Conversation; made: boolean }>;
}

/** Conversations over a store. */
export function createConversations(kv: Kv): Conversations {
  async function get(id: ConversationId) {
    return (await kv.get<Conversation>(keys.conversation(id))).value ?? undefined;
  }

  async function getMany(ids: readonly ConversationId[]) {
    const entries = await kv.getMany<Conversation>(ids.map(keys.conversation));
    return new Map(entries.flatMap(({ value }) => (value ? [[value.id, value] as const] : [])));
  }

  const allLastParts = async (prefix: Key) => lastParts(await listAll(kv, prefix));

  return {
    get,
    getMany,
    async roomByName(name) {
      return (await kv.get<ConversationId>(keys.roomByName(name))).value ?? undefined;
    },
    roomAt: (name) => roomAt(kv, name),
    async rooms(which, page) {
      const { ids, next } = await readRoomIndex(kv, which, page);
      const found = await getMany(ids);
      const rooms = ids.flatMap((id) => found.get(id) ?? []);
      // A row of the index may be older than the room's own.
      return { rooms: rooms.filter((room) => which === "all" || !room.private), next };
    },
    async ownRooms(memberships, { query = "", after = "" }, next) {
      const own = await getMany(memberships.filter((id) => peopleOf(id) === undefined));
      return [...own.values()].filter(({ kind, name = "", title }) => {
        const inPage = name > after && (next === undefined || name <= next);
        return kind === "room" && inPage && matchesRoom({ name, title }, query);
      });
    },
    countRoom: (...room) => countRoom(kv, ...room),
    async roomsMadeBy(maker) {
      return (await kv.get<ConversationId[]>(keys.roomsMadeBy(maker))).value ?? [];
    },
    membershipsOf: (user) => allLastParts(keys.membershipsOf(user)),
    async everMemberOf(user) {
      const prefixes = [keys.membershipsOf(user), keys.leftBy(user)];
      return [...new Set((await Promise.all(prefixes.map(allLastParts))).flat())];
    },
    async members(conversation, { after, limit }) {
      const prefix = keys.members(conversation);
      const start = after === undefined ? undefined : keyAfter(keys.member(conversation, after));
      return lastParts(await kv.list({ prefix, ...(start && { start }) }, { limit }));
    },
    async membersAmong(conversation, users) {
      const entries = await kv.getMany(users.map((user) => keys.member(conversation, user)));
      return new Set(users.filter((_, at) => (entries[at]?.value ?? null) !== null));
    },
    async standing(id, user) {
      const [conversation, member] = await kv.getMany<unknown>([
        keys.conversation(id),
        keys.member(id, user),
      ]);
      return {
        conversation: conversation as Entry<Conversation>,
        member: member as Entry<Membership>,
      };
    },
    direct: (...asked) => openPair(kv, ...asked),
  };
}

async function roomAt(kv: Kv, name: string): Promise<ConversationId | undefined> {
  const asked = [keys.roomByName(name), keys.formerRoom(name)];
  const [room, former] = await kv.getMany<ConversationId>(asked);
  return room?.value ?? former?.value ?? undefined;
}

function lastParts(entries: ReadonlyArray<{ key: Key }>): string[] {
  return entries.map(({ key }) => String(key.at(-1)));
}

/** `Conversations.direct`. */
async function openPair(
  kv: Kv,
  ...[by, other, at, asks]: Parameters<Conversations["direct"]>
): ReturnType<Conversations["direct"]> {
  const id = directId(by, other);
  const people = by < other ? [by, other] : [other, by];
  const conversation: Conversation = { id, kind: "direct", people, createdAt: at, by };
  let tried = false; // then it was made just now, by this commit or by one that was faster
  const row = await writeRow<Conversation>(kv, keys.conversation(id), async (current) => {
    if (current) return undefined;
    tried = true;
    const place = await kv.get(keys.importPlace(id));
    if (place.value !== null) throw new Unavailable("An import writes the conversation");
    const request = await asks?.();
    const joined = request ? [by] : people;
    return {
      value: { ...conversation, ...(request && { asked: [other] }) },
      checks: [{ key: place.key, versionstamp: null }],
      mutations: [
        ...joined.flatMap((user) => addMember(id, user, at)),
        ...(request ? [askMember(other, id, by, request)] : []),
      ],
    };
  });
  return { conversation: row ?? conversation, made: tried };
}
