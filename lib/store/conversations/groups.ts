// Groups: direct conversations of several people. Invariant: who is in a group says its own row alone,
// and the rows of members, the index by people and that row change in one commit.
import { keys } from "../../kv/keys.ts";
import { type CommitParts, writeRow } from "../../kv/checked_write.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { Conversation } from "./conversation.ts";
import { addMember, saveConversation } from "./conversations.ts";
import { askMember, type NewRequest } from "./message_requests.ts";

/** How the id of a group begins: it tells without a read what it is. */
const PREFIX = "group:";
/** Two people have their direct conversation: groups of fewer are found by nobody. */
const LEAST_FOUND = 3;

/** A new group's id; `unique` is a UUID. */
export function groupId(unique: string): ConversationId {
  return `${PREFIX}${unique}`;
}

/** Whether it is the id of a group. */
export function isGroup(id: ConversationId): boolean {
  return id.startsWith(PREFIX);
}

/** Whether somebody is in a group, by its row; of other conversations, their rows of members say it. */
export function listsPerson({ id, people }: Conversation, user: UserId): boolean {
  return !isGroup(id) || people?.includes(user) === true;
}

/** Groups over a store. Everything rejects with `Unavailable`. */
export interface Groups {
  /** The group of these people, if there is one. */
  of(people: readonly UserId[]): Promise<Conversation | undefined>;
  /**
   * The group of the new one's people; made, with all as members but those who are asked first, where
   * there is none.
   */
  open(
    group: Conversation & { people: UserId[]; by: UserId },
    asked: ReadonlyMap<UserId, NewRequest>,
  ): Promise<Conversation>;
  /** What moves a group in the index of people, for the commit that changes who is in it. */
  reindex(
    id: ConversationId,
    before: readonly UserId[],
    after: readonly UserId[],
  ): Promise<CommitParts>;
  /** When somebody left a group last, in milliseconds UTC; 0 for never. */
  leftAt(user: UserId, group: ConversationId): Promise<number>;
}

/** Groups over a store. */
export function createGroups(kv: Kv): Groups {
  const keyOf = (people: readonly UserId[]) => keys.groupsOf([...people].sort());

  /** The row of some people with the group in it, or without. */
  async function indexed(people: readonly UserId[], id: ConversationId, isIn: boolean) {
    if (people.length < LEAST_FOUND) return undefined;
    const { key, value, versionstamp } = await kv.get<ConversationId[]>(keyOf(people));
    const others = (value ?? []).filter((one) => one !== id);
    const ids = isIn ? [...others, id] : others;
    const mutation: Mutation = ids.length > 0
      ? { type: "set", key, value: ids }
      : { type: "delete", key };
    return { check: { key, versionstamp }, mutation };
  }

  /** The row of the first of these groups. */
  async function first(ids: readonly ConversationId[] | null) {
    const id = ids?.[0];
    return id === undefined
      ? undefined
      : (await kv.get<Conversation>(keys.conversation(id))).value ?? undefined;
  }

  return {
    async of(people) {
      return await first((await kv.get<ConversationId[]>(keyOf(people))).value);
    },
    async open(group, asked) {
      const ids = await writeRow<ConversationId[]>(kv, keyOf(group.people), (current) => {
        if (current?.[0] !== undefined) return undefined;
        const row = asked.size > 0 ? { ...group, asked: [...asked.keys()] } : group;
        const members = group.people.flatMap((user) => {
          const request = asked.get(user);
          return request
            ? [askMember(user, group.id, group.by, request)]
            : addMember(group.id, user, group.createdAt);
        });
        return { value: [group.id], mutations: [...saveConversation(row), ...members] };
      });
      return await first(ids ?? null) ?? group;
    },
    async reindex(id, before, after) {
      const rows = await Promise.all([indexed(before, id, false), indexed(after, id, true)]);
      const changed = rows.flatMap((row) => row ?? []);
      return {
        checks: changed.map(({ check }) => check),
        mutations: changed.map(({ mutation }) => mutation),
      };
    },
    async leftAt(user, group) {
      const { value } = await kv.get<number | true>(keys.left(user, group));
      return typeof value === "number" ? value : 0;
    },
  };
}
