import type { ConversationLog, Head, LogEntry } from "./log.ts";
import { keys } from "../kv/keys.ts";
import type { Kv, Range } from "../kv/kv.ts";
import { GroupCommit, type GroupCommitOptions } from "./group_commit.ts";

/** What a log is made of; `onCommitted` is called after the acknowledgements of each commit. */
export type LogOptions = GroupCommitOptions;

/**
 * The logs of all conversations in a store, one object for each instance. Appends are committed in
 * groups: see “Appending: the group commit” in docs/architecture.md.
 */
export function createLog(options: LogOptions): ConversationLog {
  const commits = new GroupCommit(options);
  return {
    append: (request) => commits.append(request),
    ...readLogs(options.kv),
    heads: (conversations) => readHeads(options.kv, conversations),
    noteRemoteAppend: (conversation, seq) => commits.noteRemoteAppend(conversation, seq),
    oldestPendingMs: () => commits.oldestPendingMs(),
    drain: () => commits.drain(),
  };
}

/** Reads the logs of a store, without appending. */
export function readLogs(kv: Kv): Pick<ConversationLog, "read" | "entries"> {
  return {
    read: (conversation, range) => read(kv, conversation, range),
    entries: (conversation, seqs) => readEntries(kv, conversation, seqs),
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

async function readEntries(
  kv: Kv,
  conversation: string,
  seqs: readonly number[],
): Promise<Array<LogEntry | undefined>> {
  const found = await kv.getMany<LogEntry>(seqs.map((seq) => keys.entry(conversation, seq)));
  return found.map(({ value }) => value ?? undefined);
}

async function readHeads(kv: Kv, conversations: readonly string[]): Promise<Head[]> {
  const found = await kv.getMany<Head>(conversations.map(keys.head));
  return found.map(({ value }) => value ?? { seq: 0, messages: 0, at: 0 });
}
