import { TrustedCache } from "../trusted_cache.ts";
import type { Bus } from "../../cluster/bus.ts";
import { type Mutation, Unavailable } from "../../kv/kv.ts";
import type { Call, MentionReason, UserId } from "../../protocol/events.ts";
import { mayCallAll } from "../../protocol/permissions.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Conversation, Conversations } from "../../store/conversations/conversations.ts";
import { callRow, rememberCalled } from "../../store/messages/mentions.ts";
import { callIn } from "../../text/calls.ts";
import { MAX_MENTIONS } from "../../text/mentions.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { SettingsOf } from "../inbox/personal_settings.ts";
import type { KeywordIndex } from "../inbox/keyword_index.ts";
import type { MemberIndexes } from "../presence/member_indexes.ts";
import { planCallMembers } from "./call_members.ts";
import { type FindMentions, mayMention } from "./mentions.ts";

/** People who are here whom one `@here` calls: they are named in the event. */
const MAX_HERE = 200;
/**
 * People whom the commit of a message notes as called: all whom it names and who is here. Beyond it,
 * `@room` goes on by a job, and keywords call nobody.
 */
export const CALLED_IN_COMMIT = MAX_HERE + MAX_MENTIONS;

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

  /** Where there are many people, moderators alone call all of them. */
  async function findCall(text: string, { id, kind }: Conversation, author: Actor) {
    const call = kind === "room" ? callIn(text) : undefined;
    if (!call) return {};
    const index = await indexes.get(id);
    if (!mayCallAll(author.user.role, index.people)) return {};
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

/**
 * The same, but whoever blocked the author is not called, however they are named. Where that cannot be
 * read now, they are: the message does not wait for it.
 */
export function callUnblocked(find: FindCalled, settingsOf: SettingsOf): FindCalled {
  return async (text, conversation, author) => {
    const called = await find(text, conversation, author);
    const asked = [...called.people.keys()].slice(0, CALLED_IN_COMMIT);
    if (asked.length === 0) return called;
    const settings = await settingsOf(asked).catch(unlessUnavailable);
    const people = new Map(
      [...called.people].filter(([user]) => !settings?.get(user)?.blocked.includes(author.user.id)),
    );
    return { ...called, people };
  };
}

function unlessUnavailable(error: unknown): undefined {
  if (!(error instanceof Unavailable)) throw error;
}

/** Whether it is certain, without a look, that a text calls nobody: in most direct messages. */
export function callsNobody(text: string, { kind }: Pick<Conversation, "kind">): boolean {
  return kind !== "room" && !mayMention(text);
}

/**
 * The writes that note whom a message calls, for its commit. `counted`: the conversation counts it; what
 * calls somebody in a thread is counted with the thread.
 */
export function callRows(
  { people, mentions, call }: Called,
  place: { conversation: string; seq: number; at: number },
  counted = true,
): Mutation[] {
  const { conversation, seq } = place;
  const first = [...people].slice(0, CALLED_IN_COMMIT);
  // A deletion finds those who are named in the event, and all members; others are noted here.
  const beside = first.filter(([user, why]) => why === "keyword" && !mentions.includes(user));
  const isMore = call === "room" && people.size > CALLED_IN_COMMIT;
  return [
    ...first.flatMap(([user, why]) => callRow(user, { ...place, why }, counted)),
    ...(beside.length > 0 ? [rememberCalled(conversation, seq, beside.map(([user]) => user))] : []),
    ...(isMore ? [planCallMembers(place, "posted")] : []),
  ];
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
