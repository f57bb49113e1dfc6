// Threads: which replies they have, who follows them, and how far each has read (M6).
import { commitChecked } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Entry, Key, Kv, Mutation } from "../../kv/kv.ts";
import type { LogEntry } from "../../log/log.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { ThreadBack, ThreadStanding } from "../../protocol/requests/threads.ts";
import { endOf } from "../../protocol/threads.ts";
import { markReferred } from "./references.ts";

/** A thread, by its conversation and the seq of its root. */
export interface ThreadPlace {
  conversation: ConversationId;
  root: number;
}

/**
 * What a thread has of somebody: `count` is how many of its replies there are up to `read`. `back`: they
 * put that back, and have not read beyond the replies that there were.
 */
export interface ThreadReader {
  back?: ThreadBack;
  follows: boolean;
  read: number;
  count: number;
}

/** How far somebody has read, and when that was said: milliseconds UTC. */
export interface Reading {
  seq: number;
  at: number;
}

/** How a thread stands for somebody, by what it has of them and its last reply. */
export function standingOf(
  reader: ThreadReader | undefined,
  { last, count }: Pick<ThreadStanding, "last" | "count">,
): ThreadStanding {
  const { follows = false, read = 0, count: before = 0, back } = reader ?? {};
  const unread = follows ? Math.max(0, count - before) : 0;
  return { ...(back && { back }), follows, read, last, count, unread };
}

/** People of one thread who are told of a reply; of more than these, the others are not. */
const MAX_THREAD_READERS = 300;
/** Unread threads that are found for one person; more are not told apart. */
const MAX_UNREAD = 1_000;
/** Threads of one person that are looked at together. */
const THREADS_AT_ONCE = 100;

/** The write that notes a reply in the index of its thread, with how many there are up to it. */
export function addReply(
  { conversation, root }: ThreadPlace,
  seq: number,
  count: number,
): Mutation {
  return { type: "set", key: keys.threadReply(conversation, root, seq), value: count };
}

/** The writes that keep what a thread has of somebody; `unread`: whether there is more to read. */
export function setReader(
  { conversation, root }: ThreadPlace,
  user: UserId,
  reader: ThreadReader,
  unread: boolean,
): Mutation[] {
  const mark = keys.unreadThread(user, conversation, root);
  return [
    { type: "set", key: keys.threadReader(conversation, root, user), value: reader },
    { type: "set", key: keys.threadOf(user, conversation, root), value: true },
    unread ? { type: "set", key: mark, value: true } : { type: "delete", key: mark },
  ];
}

/** The write that notes that a follower has something to read. */
export function markUnread({ conversation, root }: ThreadPlace, user: UserId): Mutation {
  return { type: "set", key: keys.unreadThread(user, conversation, root), value: true };
}

/** The writes that forget what a thread has of somebody. */
export function forgetReader({ conversation, root }: ThreadPlace, user: UserId): Mutation[] {
  return [
    keys.threadReader(conversation, root, user),
    keys.unreadThread(user, conversation, root),
    keys.threadOf(user, conversation, root),
  ].map((key) => ({ type: "delete", key }));
}

/** Whether a root is gone without replies: no thread can stand under it any more. */
export function isGone(root: LogEntry | null | undefined): boolean {
  const event = root?.event;
  return event?.kind === "message" && event.deletedAt !== undefined && !event.replies;
}

/** Threads over a store. */
export interface Threads {
  /** Those who follow a thread, or have left it; at most 300. */
  readers(thread: ThreadPlace): Promise<Map<UserId, ThreadReader>>;
  /** The last reply, up to a seq if one is given, and how many there are up to it; 0 without any. */
  lastReply(thread: ThreadPlace, seq?: number): Promise<{ last: number; count: number }>;
  /** Notes for these followers that there is something to read. */
  markUnread(thread: ThreadPlace, users: readonly UserId[]): Promise<void>;
  /** What the thread has of somebody, if anything, and its root's entry. One read. */
  find(
    thread: ThreadPlace,
    user: UserId,
  ): Promise<{ root: LogEntry | undefined; reader: ThreadReader | undefined }>;
  /** The seqs of replies with `after < seq < before`, ascending; the newest `limit` with `newest`. */
  replies(
    thread: ThreadPlace,
    range: { after?: number; before?: number; limit: number; newest: boolean },
  ): Promise<number[]>;
  /** The threads in which somebody has something to read. */
  unread(user: UserId): Promise<ThreadPlace[]>;
  /** What the threads have of somebody, in the order asked. */
  readerOf(user: UserId, threads: readonly ThreadPlace[]): Promise<(ThreadReader | undefined)[]>;
  /** Follows a thread, or leaves it, as read to its end either way. Gives how it stands then. */
  follow(thread: ThreadPlace, user: UserId, on: boolean): Promise<ThreadStanding>;
  /** The threads that have something of somebody, with it, page by page. */
  all(user: UserId): AsyncGenerator<Array<ThreadPlace & { reader: ThreadReader }>>;
  /** Forgets all that threads have of somebody. */
  forget(user: UserId): Promise<void>;
  /** Forgets what a thread has of at most `limit` people, if its root is gone without replies; how many. */
  forgetGone(thread: ThreadPlace, limit: number): Promise<number>;
  /**
   * Moves how far a follower has read on to the last reply up to `seq`, never back; `at`: when they had,
   * which moves nothing that was put back since. Gives how it stands then; `undefined` for who does not
   * follow.
   */
  advance(thread: ThreadPlace, user: UserId, read: Reading): Promise<ThreadStanding | undefined>;
  /** Puts that back to the last reply up to `seq`, of who follows then. Gives how it stands. */
  putBack(thread: ThreadPlace, user: UserId, read: Reading): Promise<ThreadStanding>;
}

/** Threads over a store. Everything rejects with `Unavailable`. */
export function createThreads(kv: Kv): Threads {
  const lastReply = createLastReply(kv);
  return { ...createReads(kv), ...createMarks(kv, lastReply), ...createOfOne(kv), lastReply };
}

function createLastReply(kv: Kv): Threads["lastReply"] {
  return async ({ conversation, root }, seq) => {
    const prefix = keys.threadReplies(conversation, root);
    const end = seq === undefined ? {} : { end: keys.threadReply(conversation, root, seq + 1) };
    const [row] = await kv.list<number>({ prefix, ...end }, { limit: 1, reverse: true });
    return row ? { last: Number(row.key.at(-1)), count: row.value } : { last: 0, count: 0 };
  };
}

/** What a write to a thread begins with: how it stood at one moment. */
interface Stood {
  reader: ThreadReader | undefined;
  /** Its last reply, by its root. */
  end: { last: number; count: number };
}

/** How people stand to threads, each change under the checks of what it goes by. */
function createMarks(
  kv: Kv,
  lastReply: Threads["lastReply"],
): Pick<Threads, "follow" | "advance" | "putBack" | "markUnread"> {
  /** Changes what a thread has of somebody; `undefined` from `change`: it stays. */
  async function write(
    thread: ThreadPlace,
    user: UserId,
    change: (stood: Stood) => ThreadReader | undefined | Promise<ThreadReader | undefined>,
  ): Promise<ThreadStanding> {
    const { conversation, root } = thread;
    const asked = [
      keys.threadReader(conversation, root, user),
      keys.unreadThread(user, conversation, root),
      keys.entry(conversation, root),
    ];
    return await commitChecked(kv, async () => {
      // Of one moment: what is told of a reader and of replies apart may never have been so (M6).
      const found = await kv.getMany<unknown>(asked);
      const [row, mark, entry] = found as [Entry<ThreadReader>, Entry<true>, Entry<LogEntry>];
      const current = row.value ?? undefined;
      const end = entry.value ? endOf(entry.value.event) : { last: 0, count: 0 };
      const reader = await change({ reader: current, end });
      const now = reader ?? current;
      const result = standingOf(now, end);
      // Who begins to follow may be missed by a reply that is on its way: it is looked for then.
      const isMarked = result.unread > 0 || (result.follows && current?.follows !== true);
      const stays = !reader || JSON.stringify(reader) === JSON.stringify(current);
      if (!now || (stays && (mark.value !== null) === result.unread > 0)) {
        return { is: "done", result };
      }
      const isBare = end.count === 0; // what it has of people goes with its root, and is found from there
      if (isBare && isGone(entry.value)) return { is: "done", result };
      return {
        is: "commit",
        result,
        checks: found.map(({ key, versionstamp }) => ({ key, versionstamp })),
        mutations: [
          ...setReader(thread, user, now, isMarked),
          ...(isBare ? [markReferred({ conversation, seq: root })] : []),
        ],
      };
    });
  }

  return {
    async follow(thread, user, on) {
      return await write(thread, user, ({ reader, end }) => {
        const isSo = (reader?.follows ?? false) === on;
        // Who leaves counts as having read: what is told of a thread then is never older (M6).
        return isSo ? undefined : readTo({ read: end.last, count: end.count }, on, reader?.back);
      });
    },
    async markUnread(thread, users) {
      if (users.length > 0) await kv.commit([], users.map((user) => markUnread(thread, user)));
    },
    async advance(thread, user, { seq, at }) {
      const stands = await write(thread, user, async ({ reader: current }) => {
        if (!current?.follows || seq <= current.read || at < (current.back?.at ?? 0)) {
          return undefined;
        }
        const { last: read, count } = await lastReply(thread, seq);
        return read > current.read ? readTo({ read, count }, true, current.back) : undefined;
      });
      return stands.follows ? stands : undefined;
    },
    async putBack(thread, user, { seq, at }) {
      let back: ThreadBack | undefined; // of an earlier try, whose answer may have been lost or wrong
      return await write(thread, user, async ({ reader, end }) => {
        if (back && reader?.back?.at === back.at) return undefined;
        const { last: read, count } = await lastReply(thread, seq);
        back = { at: Math.max(at, (reader?.back?.at ?? 0) + 1), last: end.last };
        return { follows: true, read, count, back };
      });
    },
  };
}

/** Read up to there; that it was put back counts as long as no reply since is read. */
function readTo(
  { read, count }: { read: number; count: number },
  follows: boolean,
  back: ThreadBack | undefined,
): ThreadReader {
  return { follows, read, count, ...(back && read <= back.last && { back }) };
}

/** What threads have of one person. */
function createOfOne(kv: Kv): Pick<Threads, "all" | "forget"> {
  async function* all(user: UserId) {
    let start: Key | undefined;
    for (let more = true; more;) {
      const range = { prefix: keys.threadsOf(user), ...(start && { start }) };
      const marks = await kv.list(range, { limit: THREADS_AT_ONCE });
      const places = marks.map(({ key }) => ({
        conversation: String(key.at(-2)),
        root: Number(key.at(-1)),
      }));
      const rows = await kv.getMany<ThreadReader>(
        places.map(({ conversation, root }) => keys.threadReader(conversation, root, user)),
      );
      yield places.flatMap((place, n) => {
        const reader = rows[n]?.value;
        return reader ? [{ ...place, reader }] : [];
      });
      const last = places.at(-1);
      start = last && keys.threadOf(user, last.conversation, last.root + 1);
      more = marks.length === THREADS_AT_ONCE;
    }
  }

  return {
    all,
    async forget(user) {
      for await (const page of all(user)) {
        const gone = page.flatMap((thread) => forgetReader(thread, user));
        if (gone.length > 0) await kv.commit([], gone);
      }
    },
  };
}

function createReads(
  kv: Kv,
): Omit<Threads, "follow" | "advance" | "putBack" | "markUnread" | "lastReply" | "all" | "forget"> {
  return {
    async readers({ conversation, root }) {
      const prefix = keys.threadReaders(conversation, root);
      const rows = await kv.list<ThreadReader>({ prefix }, { limit: MAX_THREAD_READERS });
      return new Map(rows.map(({ key, value }) => [String(key.at(-1)), value]));
    },
    async find({ conversation, root }, user) {
      const [entry, reader] = await kv.getMany<unknown>([
        keys.entry(conversation, root),
        keys.threadReader(conversation, root, user),
      ]) as [Entry<LogEntry>, Entry<ThreadReader>];
      return { root: entry.value ?? undefined, reader: reader.value ?? undefined };
    },
    async forgetGone(thread, limit) {
      const { conversation, root } = thread;
      const { value } = await kv.get<LogEntry>(keys.entry(conversation, root));
      if (!isGone(value)) return 0;
      const rows = await kv.list({ prefix: keys.threadReaders(conversation, root) }, { limit });
      const gone = rows.flatMap(({ key }) => forgetReader(thread, String(key.at(-1))));
      if (gone.length > 0) await kv.commit([], gone);
      return rows.length;
    },
    async replies({ conversation, root }, { after, before, limit, newest }) {
      const range = {
        prefix: keys.threadReplies(conversation, root),
        ...(after !== undefined && { start: keys.threadReply(conversation, root, after + 1) }),
        ...(before !== undefined && { end: keys.threadReply(conversation, root, before) }),
      };
      const rows = await kv.list<number>(range, { limit, reverse: newest });
      const seqs = rows.map(({ key }) => Number(key.at(-1)));
      return newest ? seqs.reverse() : seqs;
    },
    async unread(user) {
      const rows = await kv.list({ prefix: keys.unreadThreads(user) }, { limit: MAX_UNREAD });
      return rows.map(({ key }) => ({
        conversation: String(key.at(-2)),
        root: Number(key.at(-1)),
      }));
    },
    async readerOf(user, threads) {
      const rows = await kv.getMany<ThreadReader>(
        threads.map(({ conversation, root }) => keys.threadReader(conversation, root, user)),
      );
      return rows.map(({ value }) => value ?? undefined);
    },
  };
}
