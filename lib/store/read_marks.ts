// How far people have read, and which messages name them.
import type { ConversationId, UserId } from "../protocol/events.ts";
import { MAX_SYNC_CONVERSATIONS } from "../protocol/limits.ts";
import type { Head, LogEntry } from "./conversation_log.ts";
import { keys } from "./keys.ts";
import { type Entry, type Kv, type Mutation, Unavailable } from "./kv.ts";

/** The last seq that a user has read in a conversation, on any device. */
export interface ReadMark {
  seq: number;
}

/** Where a message stands, or where somebody has read to. */
export interface Place {
  conversation: ConversationId;
  seq: number;
}

/** Mentions that are counted for one user, all conversations together; more are not told apart. */
const MAX_MENTIONS = 1_000;
/** Mentions that one write clears: with the mark they stay under the 1,000 mutations of a commit. */
const MAX_CLEARED = 500;
const ATTEMPTS = 5;

/** The write that sets a mark. Unchecked: only for a seq that is new in the same commit. */
export function readTo(user: UserId, conversation: ConversationId, seq: number): Mutation {
  const mark: ReadMark = { seq };
  return { type: "set", key: keys.read(user, conversation), value: mark };
}

/** The write that remembers that a message names somebody. */
export function mentioned(user: UserId, conversation: ConversationId, seq: number): Mutation {
  return { type: "set", key: keys.mention(user, conversation, seq), value: true };
}

/** The write that forgets it again. */
export function unmentioned(user: UserId, conversation: ConversationId, seq: number): Mutation {
  return { type: "delete", key: keys.mention(user, conversation, seq) };
}

/** Read marks and mentions over a store. */
export interface ReadMarks {
  /** All marks of a user, by conversation. */
  of(user: UserId): Promise<Map<ConversationId, number>>;
  /** The marks in the order asked; `undefined` where nothing was ever read. */
  getMany(
    asked: ReadonlyArray<{ user: UserId; conversation: ConversationId }>,
  ): Promise<Array<number | undefined>>;
  /** The messages that name a user, in one conversation or in all; at most 1,000. */
  mentions(user: UserId, conversation?: ConversationId): Promise<Place[]>;
  /** How many messages each conversation had at that place, in the order asked. */
  messagesAt(places: readonly Place[]): Promise<number[]>;
  /**
   * Moves a mark on to `seq`, or to the head when that is less, never backwards, and forgets the
   * mentions up to it. Resolves with where the mark stands, and whether it moved.
   */
  advance(
    user: UserId,
    conversation: ConversationId,
    seq: number,
  ): Promise<{ seq: number; moved: boolean }>;
}

/** Read marks and mentions over a store. */
export function createReadMarks(kv: Kv): ReadMarks {
  return {
    async of(user) {
      const range = { prefix: keys.reads(user) };
      const entries = await kv.list<ReadMark>(range, { limit: MAX_SYNC_CONVERSATIONS });
      return new Map(entries.map(({ key, value }) => [String(key.at(-1)), value.seq]));
    },
    async getMany(asked) {
      const entries = await kv.getMany<ReadMark>(
        asked.map(({ user, conversation }) => keys.read(user, conversation)),
      );
      return entries.map((entry) => entry.value?.seq);
    },
    async mentions(user, conversation) {
      const prefix = conversation === undefined
        ? keys.mentions(user)
        : keys.mentionsIn(user, conversation);
      const entries = await kv.list({ prefix }, { limit: MAX_MENTIONS, reverse: true });
      return entries.map(({ key }) => ({
        conversation: String(key.at(-2)),
        seq: Number(key.at(-1)),
      }));
    },
    async messagesAt(places) {
      const asked = places.filter((place) => place.seq > 0);
      const entries = await kv.getMany<LogEntry>(
        asked.map(({ conversation, seq }) => keys.entry(conversation, seq)),
      );
      const counts = new Map(asked.map((place, at) => [place, entries[at]?.value?.messages ?? 0]));
      return places.map((place) => counts.get(place) ?? 0);
    },
    async advance(user, conversation, seq) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const [head, mark] = await kv.getMany<unknown>([
          keys.head(conversation),
          keys.read(user, conversation),
        ]) as [Entry<Head>, Entry<ReadMark>];
        const before = mark.value?.seq ?? 0;
        const next = Math.max(before, Math.min(seq, head.value?.seq ?? 0));
        const named = await kv.list({
          prefix: keys.mentionsIn(user, conversation),
          end: keys.mention(user, conversation, next + 1),
        }, { limit: MAX_CLEARED });
        const moved = mark.value === null || next > before;
        if (!moved && named.length === 0) return { seq: next, moved };
        const cleared = named.map(({ key }): Mutation => ({ type: "delete", key }));
        const { ok } = await kv.commit(
          [{ key: mark.key, versionstamp: mark.versionstamp }],
          [readTo(user, conversation, next), ...cleared],
        );
        if (ok) return { seq: next, moved };
      }
      throw new Unavailable("The read mark changed under each attempt");
    },
  };
}
