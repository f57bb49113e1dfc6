import { Semaphore } from "../async/semaphore.ts";
import type { ConversationLog } from "../log/log.ts";
import type { ConversationId, LogEvent, MessageEvent, UserId } from "../protocol/events.ts";
import { MAX_HISTORY } from "../protocol/limits.ts";
import { type Clock, sleep } from "../runtime/clock.ts";
import type { Conversations } from "../store/conversations/conversations.ts";

/** A message and the conversation that it stands in. */
export interface OwnMessage {
  conversation: ConversationId;
  message: MessageEvent;
}

/** Whoever looks besides, and from where on. */
export interface OwnSearch {
  /** Asked before each page: whether it ends early. */
  isOver?(): boolean;
  /** The place after which it begins: what stands before was found. */
  from?: { conversation: ConversationId; seq: number };
  /** Is told of every other event that is read, in the order of its log. */
  pass?(conversation: ConversationId, event: LogEvent): void;
  /** Is told when all of a log was read, up to a seq, and awaited. */
  ended?(conversation: ConversationId, seq: number): Promise<void>;
}

/** Finds what somebody wrote, by reading the logs of all conversations that they were ever in. */
export interface OwnMessages {
  /** Messages that are not deleted, log by log, in the order of their ids. */
  find(user: UserId, search?: OwnSearch): AsyncGenerator<OwnMessage>;
}

/** Pages of logs that this instance reads at once for all who look for what they wrote. */
const READS_AT_ONCE = 2;
const MAX_QUEUED = 1_000;

/** Over the logs; reads take at most half of the time, so that what others do goes on beside them. */
export function createOwnMessages(
  { log, conversations, clock }: {
    log: Pick<ConversationLog, "read">;
    conversations: Pick<Conversations, "everMemberOf">;
    clock: Clock;
  },
): OwnMessages {
  const reads = new Semaphore({ concurrency: READS_AT_ONCE, maxQueued: MAX_QUEUED });

  async function readPage(conversation: ConversationId, after: number) {
    const began = clock.elapsed();
    const page = await reads.run(() => log.read(conversation, { after, limit: MAX_HISTORY }));
    const tookMs = clock.elapsed() - began;
    if (tookMs > 0) await sleep(clock, tookMs);
    return page.map(({ event }) => event);
  }

  return {
    async *find(user, { isOver, from, pass, ended } = {}) {
      for (const conversation of (await conversations.everMemberOf(user)).sort()) {
        if (from && conversation < from.conversation) continue;
        let after = conversation === from?.conversation ? from.seq : 0;
        for (let more = true; more;) {
          if (isOver?.()) return;
          const page = await readPage(conversation, after);
          for (const event of page) {
            const own = event.kind === "message" && event.by === user;
            if (own && event.deletedAt === undefined) yield { conversation, message: event };
            else pass?.(conversation, event);
          }
          after = page.at(-1)?.seq ?? after;
          more = page.length === MAX_HISTORY;
        }
        await ended?.(conversation, after);
      }
    },
  };
}
