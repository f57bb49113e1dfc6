// Those whom a reply concerns beside its author, and how they hear of it.
import type { MessageEvent, UserId } from "../../protocol/events.ts";
import type { Logger } from "../../runtime/logger.ts";
import {
  standingOf,
  type ThreadPlace,
  type ThreadReader,
  type Threads,
} from "../../store/messages/threads.ts";
import type { Announcer } from "../chat.ts";

/** A reply that is appended, as its commit saw the thread. */
export interface AppendedReply {
  /** Its root with the reply. */
  root: MessageEvent | undefined;
  /** Those whom the commit counted among the followers. */
  followers: readonly UserId[];
  /** Who had something of the thread before it. */
  readers: ReadonlyMap<UserId, ThreadReader>;
}

/** Gives what tells the followers of a thread of a reply. It never rejects. */
export function createReplyTellers(
  { threads, announcer, logger }: {
    threads: Pick<Threads, "readers" | "lastReply" | "markUnread">;
    announcer: Pick<Announcer, "announce">;
    logger: Logger;
  },
): (thread: ThreadPlace, reply: AppendedReply) => Promise<void> {
  /** Tells all who follow the thread how it stands now. */
  async function tell(thread: ThreadPlace, marked: readonly UserId[]) {
    const [readers, end] = await Promise.all([threads.readers(thread), threads.lastReply(thread)]);
    const followers = [...readers].filter(([, { follows }]) => follows);
    const stands = followers.map(([user, reader]) => ({ user, ...standingOf(reader, end) }));
    // Who began to follow while it was on its way.
    const missed = stands.filter(({ user, unread }) => unread > 0 && !marked.includes(user));
    await threads.markUnread(thread, missed.map(({ user }) => user));
    announcer.announce(stands.map(({ user, ...stand }) => ({
      topic: `user:${user}`,
      message: { type: "thread", user, ...thread, ...stand },
    })));
  }

  /** Tells them by what was read before its commit: the others hear of it when they ask. */
  function guess(thread: ThreadPlace, { root, followers, readers }: AppendedReply) {
    const { count = 0, last = 0, by: [author] = [] } = root?.replies ?? {};
    announcer.announce(followers.map((user) => {
      const { read, count: before } = user === author
        ? { read: last, count }
        : readers.get(user) ?? { read: 0, count: 0 };
      const stand = standingOf({ follows: true, read, count: before }, { last, count });
      const message = { type: "thread", user, ...thread, ...stand } as const;
      return { topic: `user:${user}`, message };
    }));
  }

  return (thread, reply) =>
    tell(thread, reply.followers).catch((error) => {
      logger.error("the followers of a thread could not be read", error);
      guess(thread, reply);
    });
}

/**
 * Whom a reply concerns beside its author: who begins to follow the thread with it, and who follows it
 * already. `readers`: as they were read before the commit.
 */
export function followersOf({ readers, author, mentions, root, before }: {
  readers: ReadonlyMap<UserId, ThreadReader>;
  author: UserId;
  mentions: readonly UserId[];
  root: MessageEvent;
  before: MessageEvent | undefined;
}): { begin: UserId[]; follow: UserId[] } {
  const { replies } = before ?? {};
  // Replies that came since the readers were read made readers of their authors, and of the root's.
  const since = replies ? [root.by, ...replies.by].filter((user) => !readers.has(user)) : [];
  const follow = [...readers].flatMap(([user, { follows }]) => follows ? [user] : []);
  const known = new Set([...readers.keys(), ...since, author]);
  const named = new Set([root.by, ...mentions]);
  return {
    begin: [...named].filter((user) => !known.has(user)),
    follow: [...new Set([...follow, ...since])].filter((user) => user !== author),
  };
}
