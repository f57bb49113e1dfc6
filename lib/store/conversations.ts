// Conversations and who is in them: rows, and the indexes by name, by conversation and by user.
import { type ConversationId, GENERAL, type UserId } from "../protocol/events.ts";
import { MAX_SYNC_CONVERSATIONS } from "../protocol/limits.ts";
import type { Clock } from "../world/world.ts";
import { keys } from "./keys.ts";
import { type Entry, type Key, type Kv, type Mutation, Unavailable } from "./kv.ts";

/** A room or a direct conversation as the store keeps it. Times in milliseconds UTC. */
export interface Conversation {
  id: ConversationId;
  kind: "room" | "direct";
  /** Rooms only; unique. */
  name?: string;
  topic?: string;
  private?: boolean;
  readOnly?: boolean;
  closed?: boolean;
  /** Direct only: the two people, sorted; twice the same for notes to oneself. */
  people?: [UserId, UserId];
  createdAt: number;
  /** Who made it; absent for `general`. */
  by?: UserId;
}

/** That somebody is a member of a conversation, and since when (milliseconds UTC). */
export interface Membership {
  joinedAt: number;
}

/** What decides whether somebody may do something in a conversation, with the rows' versions. */
export interface Standing {
  conversation: Entry<Conversation>;
  member: Entry<Membership>;
}

/** Rooms that a list of rooms shows at most. */
const MAX_ROOMS = 1_000;
/** How often a checked write is tried again after another was faster. */
const ATTEMPTS = 5;

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
export function joined(conversation: ConversationId, user: UserId, joinedAt: number): Mutation[] {
  const membership: Membership = { joinedAt };
  return [
    { type: "set", key: keys.member(conversation, user), value: membership },
    { type: "set", key: keys.memberOf(user, conversation), value: true },
  ];
}

/** The writes that end somebody's membership, with what they had read. */
export function departed(conversation: ConversationId, user: UserId): Mutation[] {
  return [
    { type: "delete", key: keys.member(conversation, user) },
    { type: "delete", key: keys.memberOf(user, conversation) },
    { type: "delete", key: keys.read(user, conversation) },
  ];
}

/** The writes that put a conversation's row and a room's name in their place. */
export function kept(conversation: Conversation): Mutation[] {
  const row: Mutation = {
    type: "set",
    key: keys.conversation(conversation.id),
    value: conversation,
  };
  if (conversation.name === undefined) return [row];
  return [row, { type: "set", key: keys.roomByName(conversation.name), value: conversation.id }];
}

/** Makes `general` where it is missing; of several instances at a first start, one wins. */
export async function ensureGeneral(kv: Kv, clock: Clock): Promise<void> {
  const key = keys.conversation(GENERAL);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if ((await kv.get(key)).value !== null) return;
    const general: Conversation = {
      id: GENERAL,
      kind: "room",
      name: GENERAL,
      createdAt: clock.now(),
    };
    await kv.commit([{ key, versionstamp: null }], kept(general));
  }
  if ((await kv.get(key)).value === null) throw new Unavailable("general could not be made");
}

/** Reads of conversations and memberships. Strong reads, in batches. */
export interface Conversations {
  get(id: ConversationId): Promise<Conversation | undefined>;
  /** Those that exist, by id. */
  getMany(ids: readonly ConversationId[]): Promise<Map<ConversationId, Conversation>>;
  /** Id of the room of this name. */
  roomByName(name: string): Promise<ConversationId | undefined>;
  /** Rooms in the order of their names, private ones too; at most 1,000. */
  rooms(): Promise<Conversation[]>;
  /** What a user is a member of; at most as many as a `sync` may name. */
  membershipsOf(user: UserId): Promise<ConversationId[]>;
  /** Members in the order of their ids, those after `after`. */
  members(
    conversation: ConversationId,
    page: { after?: UserId; limit: number },
  ): Promise<UserId[]>;
  /** Which of these users are members. */
  membersAmong(conversation: ConversationId, users: readonly UserId[]): Promise<Set<UserId>>;
  /** The conversation and the user's membership in it, in one read. */
  standing(conversation: ConversationId, user: UserId): Promise<Standing>;
  /** The direct conversation of two people; made, with both as members, where there is none. */
  direct(
    by: UserId,
    other: UserId,
    at: number,
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

  return {
    get,
    getMany,
    async roomByName(name) {
      return (await kv.get<ConversationId>(keys.roomByName(name))).value ?? undefined;
    },
    async rooms() {
      const names = await kv.list<ConversationId>({ prefix: keys.rooms() }, { limit: MAX_ROOMS });
      const found = await getMany(names.map((entry) => entry.value));
      return names.flatMap((entry) => found.get(entry.value) ?? []);
    },
    async membershipsOf(user) {
      const range = { prefix: keys.membershipsOf(user) };
      return lastParts(await kv.list(range, { limit: MAX_SYNC_CONVERSATIONS }));
    },
    async members(conversation, { after, limit }) {
      const prefix = keys.members(conversation);
      // No id holds a NUL: the first key that can follow is that of `after` with one behind.
      const start = after === undefined ? undefined : keys.member(conversation, `${after}\0`);
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
    async direct(by, other, at) {
      const id = directId(by, other);
      const found = await get(id);
      if (found) return { conversation: found, made: false };
      const people: [UserId, UserId] = by < other ? [by, other] : [other, by];
      const conversation: Conversation = { id, kind: "direct", people, createdAt: at, by };
      const mutations = [...kept(conversation), ...people.flatMap((user) => joined(id, user, at))];
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const check = { key: keys.conversation(id), versionstamp: null };
        if ((await kv.commit([check], mutations)).ok) return { conversation, made: true };
        const faster = await get(id);
        if (faster) return { conversation: faster, made: true };
      }
      throw new Unavailable("A direct conversation could not be made");
    },
  };
}

function lastParts(entries: ReadonlyArray<{ key: Key }>): string[] {
  return entries.map(({ key }) => String(key.at(-1)));
}
