import { TrustedCache } from "../trusted_cache.ts";
import type { Bus } from "../../cluster/bus.ts";
import type { Mutation } from "../../kv/kv.ts";
import { type Call, CALLS, type MentionReason, type UserId } from "../../protocol/events.ts";
import { MAX_CALLED_BY_ANYONE } from "../../protocol/limits.ts";
import { nameKey } from "../../protocol/names.ts";
import { may } from "../../protocol/permissions.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Conversation, Conversations } from "../../store/conversations/conversations.ts";
import { addMention } from "../../store/conversations/read_marks.ts";
import { addToInbox, rememberCalled } from "../../store/messages/mentions.ts";
import { mentionedNames } from "../../text/markup.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { KeywordIndex } from "../inbox/keyword_index.ts";
import type { MemberIndexes } from "../presence/member_indexes.ts";
import { type FindMentions, mayMention } from "./mentions.ts";

/** People who are here whom one `@here` calls: they are named in the event. */
const MAX_HERE = 200;
/** People whom the commit of a message notes as called; of more, the rest follows behind it. */
export const CALLED_IN_COMMIT = 200;

/** Whom a message calls: who is in the event, and who is called beside. */
export interface Called {
  /** The members in the event: those who are named, and who is here where it calls them. */
  mentions: UserId[];
  call?: Call;
  /** Everyone who is called, and why; without the author. */
  people: ReadonlyMap<UserId, MentionReason>;
}

/** Finds whom a text calls, by names, `@here`, `@room` and keywords (M7). Never refuses. */
export type FindCalled = (
  text: string,
  conversation: Conversation,
  author: Actor,
) => Promise<Called>;

/** What it is found with. */
export interface FindCalledParts {
  findMentions: FindMentions;
  conversations: Pick<Conversations, "membersAmong">;
  indexes: Pick<MemberIndexes, "get">;
  keywords: Pick<KeywordIndex, "find">;
  announcer: Pick<Announcer, "onAnnouncement">;
  bus: Bus;
  clock: Clock;
}

/** Over the members who are in memory, and the keywords of everyone. */
export function createFindCalled(parts: FindCalledParts): FindCalled {
  const { findMentions, indexes } = parts;
  const isMember = memberCheck(parts);

  /** Where there are many members, moderators alone call all of them. */
  async function findCall(text: string, { id, kind }: Conversation, author: Actor) {
    const call = kind === "room" ? callIn(text) : undefined;
    if (!call) return {};
    const index = await indexes.get(id);
    const isLarge = index.ids.size > MAX_CALLED_BY_ANYONE;
    if (isLarge && !may(author.user.role, "call everyone in a large room")) return {};
    if (call === "room") return { call, all: [...index.ids] };
    const here = index.here("", MAX_HERE + 1).filter(({ state }) => state === "online");
    const others = here.map(({ user }) => user).filter((user) => user !== author.user.id);
    return { call, here: others.slice(0, MAX_HERE) };
  }

  async function findByKeyword(text: string, { id, kind }: Conversation): Promise<UserId[]> {
    if (kind !== "room") return []; // whatever is written there calls the other person anyway
    const hits = await parts.keywords.find(text);
    const members = await Promise.all(
      [...hits].map(async (user) => await isMember(id, user) ? [user] : []),
    );
    return members.flat();
  }

  return async (text, conversation, author) => {
    const [named, { call, here = [], all = [] }, keyword] = await Promise.all([
      findMentions(text, conversation),
      findCall(text, conversation, author),
      findByKeyword(text, conversation),
    ]);
    const people = new Map<UserId, MentionReason>();
    const reasons = [["name", named], ["here", here], ["room", all], ["keyword", keyword]] as const;
    for (const [why, users] of reasons) {
      for (const user of users) if (!people.has(user)) people.set(user, why);
    }
    people.delete(author.user.id);
    return { mentions: [...new Set([...named, ...here])], ...(call && { call }), people };
  };
}

/** Whether it is certain, without a look, that a text calls nobody: in most direct messages. */
export function callsNobody(text: string, { kind }: Pick<Conversation, "kind">): boolean {
  return kind !== "room" && !mayMention(text);
}

/** What a text calls, outside of code and links: all members before those who are here. */
export function callIn(text: string): Call | undefined {
  if (!/@(?:here|room)/i.test(text)) return undefined;
  const found = new Set(mentionedNames(text, (name) => isCall(nameKey(name))).map(nameKey));
  return found.has("room") ? "room" : found.has("here") ? "here" : undefined;
}

function isCall(key: string): boolean {
  return CALLS.some((call) => call === key);
}

/**
 * The writes that note whom a message calls: those that go with its commit, and the others. `counted`:
 * the conversation counts it; what calls somebody in a thread is counted with the thread.
 */
export function callRows(
  { people, mentions }: Called,
  { conversation, seq, at }: { conversation: string; seq: number; at: number },
  counted = true,
): { first: Mutation[]; rest: Mutation[][] } {
  if (people.size === 0) return { first: [], rest: [] };
  const rowsOf = (some: ReadonlyArray<readonly [UserId, MentionReason]>) =>
    some.flatMap(([user, why]): Mutation[] => [
      ...(counted ? [addMention(user, conversation, seq)] : []),
      addToInbox(user, { conversation, seq, at, why }),
    ]);
  const all = [...people];
  const chunks = Array.from(
    { length: Math.ceil(all.length / CALLED_IN_COMMIT) },
    (_, n) => rowsOf(all.slice(n * CALLED_IN_COMMIT, (n + 1) * CALLED_IN_COMMIT)),
  );
  // A deletion finds those who are named in the event, and all members; others are noted here.
  const beside = all.filter(([user, why]) => why === "keyword" && !mentions.includes(user));
  const noted = beside.slice(0, CALLED_IN_COMMIT).map(([user]) => user);
  const first = [
    ...chunks[0] ?? [],
    ...(noted.length > 0 ? [rememberCalled(conversation, seq, noted)] : []),
  ];
  return { first, rest: chunks.slice(1) };
}

/** Whether somebody is a member, for those whose keywords come often: trusted for a while. */
function memberCheck({ conversations, announcer, bus, clock }: FindCalledParts) {
  const kept = new TrustedCache<"member" | "stranger">(bus, clock);
  const keyOf = (conversation: string, user: UserId) => `${conversation} ${user}`;
  announcer.onAnnouncement((_, message) => {
    if (message.type === "membership") kept.delete(keyOf(message.conversation, message.user));
  });
  return async (conversation: string, user: UserId) => {
    const is = await kept.getOne(keyOf(conversation, user), async () => {
      const found = await conversations.membersAmong(conversation, [user]);
      return found.has(user) ? "member" : "stranger";
    });
    return is === "member";
  };
}
