import type { ConversationLog, Head, LogEntry } from "./conversation_log.ts";
import { keys } from "./keys.ts";
import type { Kv, Range } from "./kv.ts";
import { GroupCommit, type GroupCommitOptions } from "./log/group_commit.ts";

/** What a log needs; `onCommitted` is called after the acknowledgements of each commit. */
export type LogOptions = GroupCommitOptions;

/**
 * The conversations' logs over one store: one an instance. Appends are committed in groups, see
 * “Appending: the group commit” in docs/architecture.md.
 */
export function createLog(options: LogOptions): ConversationLog {
  const commits = new GroupCommit(options);
  return {
    append: (request) => commits.append(request),
    read: (conversation, range) => read(options.kv, conversation, range),
    heads: (conversations) => readHeads(options.kv, conversations),
    heard: (conversation, seq) => commits.heard(conversation, seq),
    drain: () => commits.drain(),
  };
}

async function read(
  kv: Kv,
  conversation: string,
  { after = 0, before = Number.MAX_SAFE_INTEGER, limit, newest = false }: {
    after?: number;
    before?: number;
    limit: number;
    newest?: boolean;
  },
): Promise<LogEntry[]> {
  if (before <= after + 1 || limit < 1) return [];
  const range: Range = {
    start: keys.entry(conversation, after + 1),
    end: keys.entry(conversation, before),
  };
  const found = await kv.list<LogEntry>(range, { limit, reverse: newest });
  const entries = found.map(({ value }) => value);
  return newest ? entries.reverse() : entries;
}

async function readHeads(kv: Kv, conversations: readonly string[]): Promise<Head[]> {
  const found = await kv.getMany<Head>(conversations.map(keys.head));
  return found.map(({ value }) => value ?? { seq: 0, messages: 0, at: 0 });
}
