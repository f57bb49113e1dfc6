// The messages that call somebody, for the inbox: read or not, until they are done.
import { keys } from "../../kv/keys.ts";
import { commitChecked } from "../../kv/checked_write.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { LogEntry } from "../../log/log.ts";
import type { ConversationId, MentionReason, MessageEvent, UserId } from "../../protocol/events.ts";
import { standsInTimeline } from "../../protocol/threads.ts";
import type { Membership } from "../conversations/conversations.ts";
import {
  addMention,
  type Place,
  type ReadMark,
  removeMention,
} from "../conversations/read_marks.ts";
import type { StoredSettings } from "../people/personal_settings.ts";

/** A row of the inbox. `done`: it was put away; it is kept a little, so that this can be undone. */
interface MentionRow {
  why: MentionReason;
  done?: true;
}

/** A message that calls somebody. `at`: when it was written, milliseconds UTC. */
export interface MentionPlace extends Place {
  at: number;
  why: MentionReason;
}

/** What calls somebody is kept so long. */
const KEPT_MS = 90 * 24 * 60 * 60_000;
/** What was put away can be brought back so long. */
const DONE_MS = 60 * 60_000;
/** Rows that one read takes. */
const READ_AT_ONCE = 100;

/** The write that keeps for the inbox that a message calls somebody. */
export function addToInbox(user: UserId, { conversation, seq, at, why }: MentionPlace): Mutation {
  const value: MentionRow = { why };
  const key = keys.mentioned(user, at, conversation, seq);
  return { type: "set", key, value, expireIn: KEPT_MS };
}

/** The writes that note that a message calls somebody; `counted`: the conversation counts it. */
export function callRow(user: UserId, place: MentionPlace, counted: boolean): Mutation[] {
  const { conversation, seq } = place;
  return [...(counted ? [addMention(user, conversation, seq)] : []), addToInbox(user, place)];
}

/** The writes that forget whom a message called. */
export function forgetCalls(
  users: readonly UserId[],
  { conversation, seq, at }: Omit<MentionPlace, "why">,
): Mutation[] {
  return users.flatMap((user): Mutation[] => [
    removeMention(user, conversation, seq),
    { type: "delete", key: keys.mentioned(user, at, conversation, seq) },
  ]);
}

/** The write that forgets whom a message called without naming them. */
export function forgetCalled(conversation: ConversationId, seq: number): Mutation {
  return { type: "delete", key: keys.called(conversation, seq) };
}

/** The write that remembers whom a message calls without naming them, for when it is deleted. */
export function rememberCalled(
  conversation: ConversationId,
  seq: number,
  users: readonly UserId[],
): Mutation {
  return { type: "set", key: keys.called(conversation, seq), value: users, expireIn: KEPT_MS };
}

/** What calls people, over a store. */
export interface Mentions {
  /** Those that are not done, the newest first; `next` leads on where there may be more. */
  page(
    user: UserId,
    page: { after?: string; limit: number },
  ): Promise<{ places: MentionPlace[]; next?: string }>;
  /** Why a message called somebody, as it was noted then; nothing where it did not. */
  reason(user: UserId, place: Omit<MentionPlace, "why">): Promise<MentionReason | undefined>;
  /** Puts one away, or brings it back; false where there is none. */
  setDone(user: UserId, place: Omit<MentionPlace, "why">, done: boolean): Promise<boolean>;
  /** Whom a message calls without naming them, by their keywords. */
  called(conversation: ConversationId, seq: number): Promise<UserId[]>;
  /**
   * Notes these members as called by a message with `@room`, but for its author, who came after it and
   * who is noted already; of a message that is gone, forgets it for all of them. One commit.
   */
  settleCalls(place: Place, members: readonly UserId[]): Promise<void>;
}

/** Mentions over a store. Rejects with `Unavailable`. */
export function createMentions(kv: Kv): Mentions {
  return {
    async page(user, { after, limit }) {
      const places: MentionPlace[] = [];
      const prefix = keys.mentionedOf(user);
      let end = after === undefined ? undefined : keyOfCursor(user, after);
      if (after !== undefined && !end) return { places };
      for (;;) {
        const rows = await kv.list<MentionRow>({ prefix, ...(end && { end }) }, {
          limit: READ_AT_ONCE,
          reverse: true,
        });
        for (const { key, value } of rows) {
          if (value.done) continue;
          const [at, conversation, seq] = [Number(key[2]), String(key[3]), Number(key[4])];
          places.push({ conversation, seq, at, why: value.why });
          if (places.length === limit) return { places, next: cursorOf(places.at(-1)) };
        }
        end = rows.at(-1)?.key;
        if (rows.length < READ_AT_ONCE) return { places };
      }
    },

    async reason(user, { at, conversation, seq }) {
      const { value } = await kv.get<MentionRow>(keys.mentioned(user, at, conversation, seq));
      return value?.why;
    },

    async setDone(user, { at, conversation, seq }, done) {
      const key = keys.mentioned(user, at, conversation, seq);
      const row = (await kv.get<MentionRow>(key)).value;
      if (!row) return false;
      const value: MentionRow = done ? { why: row.why, done } : { why: row.why };
      await kv.commit([], [
        { type: "set", key, value, expireIn: done ? DONE_MS : KEPT_MS },
        ...(done ? [removeMention(user, conversation, seq)] : []),
      ]);
      return true;
    },

    async called(conversation, seq) {
      return (await kv.get<UserId[]>(keys.called(conversation, seq))).value ?? [];
    },

    async settleCalls(place, members) {
      await commitChecked(kv, async () => {
        const [entry] = await kv.getMany<LogEntry>([keys.entry(place.conversation, place.seq)]);
        const message = entry?.value?.event;
        if (!entry || message?.kind !== "message") return { is: "done", result: undefined };
        const mutations = message.deletedAt === undefined
          ? await missingCalls(kv, place.conversation, message, members)
          : forgetCalls(members, { ...place, at: message.at });
        if (mutations.length === 0) return { is: "done", result: undefined };
        // Deleted meanwhile, it calls nobody.
        const { key, versionstamp } = entry;
        return { is: "commit", result: undefined, checks: [{ key, versionstamp }], mutations };
      });
    },
  };
}

/** The writes that note a message with `@room` for those of these members whom it calls. */
async function missingCalls(
  kv: Kv,
  conversation: ConversationId,
  message: MessageEvent,
  members: readonly UserId[],
): Promise<Mutation[]> {
  const { seq, at, by } = message;
  const [memberships, noted, marks, settings] = await Promise.all([
    kv.getMany<Membership>(members.map((user) => keys.member(conversation, user))),
    kv.getMany<MentionRow>(members.map((user) => keys.mentioned(user, at, conversation, seq))),
    kv.getMany<ReadMark>(members.map((user) => keys.read(user, conversation))),
    kv.getMany<Pick<StoredSettings, "blocked">>(members.map(keys.personalSettings)),
  ]);
  return members.flatMap((user, n) => {
    const { joinedAt = Infinity } = memberships[n]?.value ?? {};
    if (user === by || joinedAt > at || noted[n]?.value) return [];
    if (settings[n]?.value?.blocked?.includes(by)) return [];
    const isCounted = standsInTimeline(message) && (marks[n]?.value?.seq ?? 0) < seq;
    return callRow(user, { conversation, seq, at, why: "room" }, isCounted);
  });
}

/** Where a page ends: nothing that whoever asks does not know. */
function cursorOf(place: MentionPlace | undefined): string | undefined {
  return place && `${place.at} ${place.seq} ${place.conversation}`;
}

function keyOfCursor(user: UserId, cursor: string) {
  const [, at, seq, conversation] = /^(\d{1,15}) (\d{1,15}) (\S+)$/.exec(cursor) ?? [];
  if (conversation === undefined) return undefined;
  return keys.mentioned(user, Number(at), conversation, Number(seq));
}
