import type { Mutation } from "../../kv/kv.ts";
import type { AppendRequest, ConversationLog } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, LogEvent, MessageEvent, UserId } from "../../protocol/events.ts";
import { createReplyTellers, followersOf } from "./followers.ts";
import { withReply } from "../../protocol/threads.ts";
import {
  addReply,
  markUnread,
  setReader,
  type ThreadReader,
  type Threads,
} from "../../store/messages/threads.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { Announcer } from "../chat.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import { requireVisible } from "../conversations/visible.ts";
import type { QuoteReader } from "../messages/quotes.ts";

/** What a reply does beside its own entry, in the same commit. */
export interface PreparedReply extends Pick<AppendRequest, "revise"> {
  also(seq: number): Mutation[];
  /** Tells the followers of its thread; to be called once it is appended. */
  announce(): void;
}

/**
 * Prepares a message of an author who names these people: what it quotes, and the thread that it is
 * in. Throws `unknown-message` where it replies to none that its author is shown. Rejects with `Unavailable`.
 */
export type PrepareReply = (
  conversation: Conversation,
  message: { replyTo?: number; thread?: number; alsoInRoom?: boolean },
  author: UserId,
  mentions: readonly UserId[],
) => Promise<PreparedReply>;

/** What replies are prepared with. */
export interface PrepareReplyParts {
  log: Pick<ConversationLog, "entries">;
  quotes: Pick<QuoteReader, "keep">;
  threads: Pick<Threads, "readers" | "lastReply" | "markUnread">;
  announcer: Pick<Announcer, "announce">;
  logger: Logger;
}

/** Whether a message is a reply, which must be prepared. */
export function isReply({ replyTo, thread }: { replyTo?: number; thread?: number }): boolean {
  return replyTo !== undefined || thread !== undefined;
}

/** Of a message that is no reply. */
export const NO_REPLY: PreparedReply = { also: () => [], announce() {} };

/**
 * Replies over the rows of threads. Who started a thread, writes in it or is named in it follows it from
 * there on; who left it does not, until they write again.
 */
export function createPrepareReply(
  { log, quotes, threads, announcer, logger }: PrepareReplyParts,
): PrepareReply {
  /** Who is told of the reply is told with it what it quotes. */
  async function quote(conversation: ConversationId, seq: number) {
    const [entry] = await log.entries(conversation, [seq]);
    if (entry?.event.kind !== "message") throw new ChatError("unknown-message");
    quotes.keep(conversation, entry);
  }

  const told = createReplyTellers({ threads, announcer, logger });
  return async (seen, { replyTo, thread: root, alsoInRoom }, author, mentions) => {
    for (const seq of [replyTo, root]) requireVisible(seen, author, seq);
    const { id: conversation } = seen;
    if (replyTo !== undefined) await quote(conversation, replyTo);
    if (root === undefined) return NO_REPLY;
    const thread = { conversation, root };
    const readers = await threads.readers(thread);
    let before: MessageEvent | undefined; // the root, as the commit finds it
    let form: MessageEvent | undefined; // and as it will have it
    let marked = new Set<UserId>();
    return {
      revise(root, at, seq) {
        before = rootOf(root);
        if (!before) return new ChatError("unknown-message");
        return form = { ...before, replies: withReply(before.replies, { seq, at, by: author }) };
      },
      also(seq) {
        if (!form) throw new TypeError("The root is revised before what goes with it");
        if (alsoInRoom) quotes.keep(conversation, { event: form, id: form.id, messages: 0 });
        const count = form.replies?.count ?? 0;
        const news = followersOf({ readers, author, mentions, root: form, before });
        marked = new Set([...news.begin, ...news.follow]);
        const begins: ThreadReader = { follows: true, read: seq - 1, count: count - 1 };
        return [
          addReply(thread, seq, count),
          ...setReader(thread, author, { follows: true, read: seq, count }, false),
          ...news.begin.flatMap((user) => setReader(thread, user, begins, true)),
          ...news.follow.map((user) => markUnread(thread, user)),
        ];
      },
      announce() {
        void told(thread, { root: form, followers: [...marked, author], readers });
      },
    };
  };
}

/** The message under which a thread may stand: no reply of another one, nor one gone without replies. */
export function rootOf(event: LogEvent | undefined): MessageEvent | undefined {
  if (event?.kind !== "message" || event.thread !== undefined) return undefined;
  return event.deletedAt !== undefined && !event.replies ? undefined : event;
}
