// How far people have read, and which messages name them.
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { Head, LogEntry } from "../../log/log.ts";
import { keys } from "../../kv/keys.ts";
import { commitChecked } from "../../kv/checked_write.ts";
import {
  type Check,
  type Entry,
  type Key,
  type Kv,
  type Mutation,
  Unavailable,
} from "../../kv/kv.ts";
import { listAll } from "../../kv/list_pages.ts";

/** The last seq that a user has read in a conversation, on any device. */
export interface ReadMark {
  seq: number;
  /** When the user came that far, or to `seen`: milliseconds UTC. Marks of earlier versions have none. */
  at?: number;
  /**
   * The user put it back when the log ended at `head`: that they wrote before that does not mean that
   * they read it. `own`: how many messages after the mark are theirs, and so not unread. `at`: when
   * they did (milliseconds UTC): what they read before that moves it on no more.
   */
  back?: { head: number; own: number; at?: number };
  /** The highest seq that was ever read, where the mark was put back behind it. */
  seen?: number;
  /** The user came when the log ended at `seq` and did not look since: it counts as read, and was not. */
  unseen?: true;
}

/** A mark that is put back: after it, messages are unread again. */
export interface MarkBack extends Place {
  user: UserId;
  /** The last seq of the log. */
  head: number;
  /** How many messages after the mark are the user's own. */
  own: number;
  /** Those after it that name the user. */
  mentions: readonly number[];
  /** When the user did that: milliseconds UTC. */
  at: number;
}

/** Where a message stands, or where somebody has read to. */
export interface Place {
  conversation: ConversationId;
  seq: number;
}

/** A mark to move on. */
export interface MarkMove extends Place {
  user: UserId;
  /** When the user read that far: milliseconds UTC. */
  at: number;
  /** `seq` is known to be past the mark and not past the head: that of a message of the user. */
  implied: boolean;
  /** The user is new there: what stands up to `seq` counts as read, and nobody looked at it. */
  unseen: boolean;
}

/** Mentions that are counted for one user, all conversations together; more are not told apart. */
const MAX_MENTIONS = 1_000;
/** Messages that are gone and counted after one place. */
const MAX_GONE = 1_000;
/** Mentions that one move forgets; the next one forgets more. */
const MAX_CLEARED = 300;
/** Writes of one commit that moves many marks: their keys stay under the 80 KiB of a commit. */
const MAX_WRITES_TOGETHER = 400;
/** Lists of mentions that are read at once. */
const LISTS_AT_ONCE = 8;

/** The write that sets a mark. Unchecked: only for a seq that is new in the same commit. */
export function setReadMark(
  user: UserId,
  conversation: ConversationId,
  seq: number,
  at?: number,
): Mutation {
  const mark: ReadMark = { seq, ...(at !== undefined && { at }) };
  return { type: "set", key: keys.read(user, conversation), value: mark };
}

/** That of somebody new: what was said before is not unread to them, and not seen by them either. */
export function setFirstMark(
  user: UserId,
  conversation: ConversationId,
  seq: number,
): Mutation {
  const mark: ReadMark = { seq, unseen: true };
  return { type: "set", key: keys.read(user, conversation), value: mark };
}

/** The write that remembers that a message names somebody. */
export function addMention(user: UserId, conversation: ConversationId, seq: number): Mutation {
  return { type: "set", key: keys.mention(user, conversation, seq), value: true };
}

/** The write that forgets it again. */
export function removeMention(user: UserId, conversation: ConversationId, seq: number): Mutation {
  return { type: "delete", key: keys.mention(user, conversation, seq) };
}

/** The write that remembers that a message is gone; with the commit that empties it. */
export function markGone(conversation: ConversationId, seq: number): Mutation {
  return { type: "set", key: keys.goneMessage(conversation, seq), value: true };
}

/** Read marks and mentions over a store. */
export interface ReadMarks {
  /** All marks of a user, by conversation. */
  of(user: UserId): Promise<Map<ConversationId, ReadMark>>;
  /** The marks in the order asked; `undefined` where nothing was ever read. */
  getMany(
    asked: ReadonlyArray<{ user: UserId; conversation: ConversationId }>,
  ): Promise<Array<ReadMark | undefined>>;
  /** The messages that name a user, in one conversation or in all; at most 1,000. */
  mentions(user: UserId, conversation?: ConversationId): Promise<Place[]>;
  /** Puts a mark back, and remembers the mentions after it again. Rejects with `Unavailable`. */
  putBack(back: MarkBack): Promise<void>;
  /**
   * How many messages of the timeline follow each place, in the order asked: those that are gone are
   * not counted, the first 1,000 of them.
   */
  messagesAfter(places: ReadonlyArray<Place & { head: Head }>): Promise<number[]>;
  /**
   * Moves marks on to `seq`, or to the head when that is less, never backwards; forgets the mentions up
   * to there, but for implied moves. `guard`: a check that fails where another instance may write
   * marks; without it, each mark is checked for itself. One that was put back after the user read so
   * far stays. Gives where the marks stand, and the moves
   * that are left because a commit failed or its answer was lost. Throws `Unavailable`.
   */
  advance<M extends MarkMove>(
    moves: readonly M[],
    guard?: Check,
  ): Promise<{ written: Array<{ of: M; seq: number }>; left: M[] }>;
}

/** Read marks and mentions over a store. */
export function createReadMarks(kv: Kv): ReadMarks {
  return {
    async of(user) {
      const entries = await listAll<ReadMark>(kv, keys.reads(user));
      return new Map(entries.map(({ key, value }) => [String(key.at(-1)), value]));
    },
    async getMany(asked) {
      const entries = await kv.getMany<ReadMark>(
        asked.map(({ user, conversation }) => keys.read(user, conversation)),
      );
      return entries.map((entry) => entry.value ?? undefined);
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
    async putBack({ user, conversation, seq, head, own, mentions, at: backAt }) {
      const key = keys.read(user, conversation);
      await commitChecked(kv, async () => {
        const { value, versionstamp } = await kv.get<ReadMark>(key);
        const seen = Math.max(value?.seen ?? 0, value?.unseen ? 0 : value?.seq ?? 0);
        const { at } = value ?? {};
        const back = { head, own, at: backAt };
        const mark: ReadMark = { seq, back, seen, ...(at !== undefined && { at }) };
        return {
          is: "commit",
          result: undefined,
          checks: [{ key, versionstamp }],
          mutations: [
            { type: "set", key, value: mark },
            ...mentions.slice(-MAX_CLEARED).map((one) => addMention(user, conversation, one)),
          ],
        };
      });
    },
    async messagesAfter(places) {
      const asked = places.filter((place) => place.seq > 0);
      const [entries, gone] = await Promise.all([
        kv.getMany<LogEntry>(asked.map(({ conversation, seq }) => keys.entry(conversation, seq))),
        Promise.all(places.map((place) => countGone(kv, place))),
      ]);
      const counts = new Map(asked.map((place, at) => [place, entries[at]?.value?.messages ?? 0]));
      return places.map((place, n) =>
        Math.max(0, place.head.messages - (counts.get(place) ?? 0) - (gone[n] ?? 0))
      );
    },
    async advance<M extends MarkMove>(moves: readonly M[], guard?: Check) {
      const planned = await planMoves(kv, moves, guard);
      const written: Array<{ of: M; seq: number }> = [];
      const left: M[] = [];
      while (planned.length > 0) {
        const chunk = takeTogether(planned, kv.maxChecks);
        const mutations = chunk.flatMap(({ mutations }) => mutations);
        const checks = guard ? [guard] : chunk.flatMap(({ check }) => check ?? []);
        const done = mutations.length === 0 || await commits(kv, checks, mutations);
        if (done) written.push(...chunk);
        else left.push(...chunk.map(({ of }) => of));
      }
      return { written, left };
    },
  };
}

/** The messages after a place that are gone; read only where the head says that there are some. */
async function countGone(kv: Kv, { conversation, seq, head }: Place & { head: Head }) {
  if ((head.gone ?? 0) <= seq) return 0;
  const start = keys.goneMessage(conversation, seq + 1);
  const end = keys.goneMessage(conversation, head.seq + 1);
  return (await kv.list({ start, end }, { limit: MAX_GONE })).length;
}

/** A move that was looked at: where its mark goes, and what is written for it. */
interface PlannedMove<M extends MarkMove> {
  of: M;
  seq: number;
  mutations: Mutation[];
  /** That the mark is still as it was read; none where the guard is enough. */
  check?: Check;
}

/** Takes what one commit may check and write off the front. */
function takeTogether<M extends MarkMove>(
  planned: PlannedMove<M>[],
  maxChecks: number,
): PlannedMove<M>[] {
  let writes = 0;
  const beyond = planned.findIndex(({ mutations }, n) => {
    writes += mutations.length;
    return n >= maxChecks || (n > 0 && writes > MAX_WRITES_TOGETHER);
  });
  return planned.splice(0, beyond < 0 ? planned.length : beyond);
}

/** The write of a mark that goes on; how far was read before it was put back stays known. */
function moveOn(
  key: Key,
  before: ReadMark | null,
  seq: number,
  { at: now, unseen }: Pick<MarkMove, "at" | "unseen">,
): Mutation {
  const { back, seen = 0 } = before ?? {};
  const at = seen > seq ? before?.at : now;
  const mark: ReadMark = {
    seq,
    ...(at !== undefined && { at }),
    ...(back && seq < back.head && { back: { ...back, own: 0 } }),
    ...(seen > seq && { seen }),
    ...(unseen && { unseen }),
  };
  return { type: "set", key, value: mark };
}

async function commits(
  kv: Kv,
  checks: readonly Check[],
  mutations: readonly Mutation[],
): Promise<boolean> {
  try {
    return (await kv.commit(checks, mutations)).ok;
  } catch (error) {
    if (error instanceof Unavailable) return false; // it may have been: to set a mark again is safe
    throw error;
  }
}

/** Plans all moves; reads the marks that are not known to be behind, and the mentions to forget. */
async function planMoves<M extends MarkMove>(
  kv: Kv,
  moves: readonly M[],
  guard: Check | undefined,
): Promise<PlannedMove<M>[]> {
  const toRead = moves.flatMap((move) => {
    if (guard && move.implied) return [];
    const mark = keys.read(move.user, move.conversation);
    return move.implied ? [mark] : [mark, keys.head(move.conversation)];
  });
  const rows = (toRead.length > 0 ? await kv.getMany<unknown>(toRead) : []).values();
  const planned = moves.map((of): PlannedMove<M> => {
    const { user, conversation, implied, unseen } = of;
    if (guard && implied) {
      const mark = unseen
        ? setFirstMark(user, conversation, of.seq)
        : setReadMark(user, conversation, of.seq, of.at);
      return { of, seq: of.seq, mutations: [mark] };
    }
    const { key, value, versionstamp } = rows.next().value as Entry<ReadMark>;
    const head = implied ? of.seq : (rows.next().value as Entry<Head>).value?.seq ?? 0;
    const isOvertaken = of.at < (value?.back?.at ?? 0);
    const seq = Math.max(value?.seq ?? 0, isOvertaken ? 0 : Math.min(of.seq, head));
    const isMoved = seq > (value?.seq ?? -1) || value?.unseen && !unseen && seq === value.seq;
    const mutations = isMoved ? [moveOn(key, value, seq, of)] : [];
    return { of, seq, mutations, check: { key, versionstamp } };
  });
  const explicit = planned.filter(({ of }) => !of.implied).values();
  const forgetNext = async () => {
    for (const { of: { user, conversation }, seq, mutations } of explicit) {
      const prefix = keys.mentionsIn(user, conversation);
      const range = { prefix, end: keys.mention(user, conversation, seq + 1) };
      const named = await kv.list(range, { limit: MAX_CLEARED });
      mutations.push(...named.map(({ key }): Mutation => ({ type: "delete", key })));
    }
  };
  await Promise.all(Array.from({ length: LISTS_AT_ONCE }, forgetNext));
  return planned;
}
