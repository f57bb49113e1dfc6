import { isDeepStrictEqual } from "node:util";
import { keys } from "../../lib/kv/keys.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import type { MessageEvent, Replies } from "../../lib/protocol/events.ts";
import { standsInTimeline, threadOf, withReply } from "../../lib/protocol/threads.ts";
import type { ThreadReader } from "../../lib/store/messages/threads.ts";
import type { allRows } from "./gone_words.ts";

/** What a thread comes to, by the log alone. */
export interface Thread {
  conversation: string;
  root: MessageEvent;
  replies: MessageEvent[];
}

/** What is wrong with the threads of one conversation (M6). `rows`: all of the store. */
export function wrongThreads(
  conversation: string,
  entries: readonly LogEntry[],
  rows: Awaited<ReturnType<typeof allRows>>,
): string[] {
  const found = new Map(rows.map(({ key, value }) => [key.join(" "), value]));
  return [
    ...wrongRuns(conversation, entries),
    ...threadsOf(conversation, entries).flatMap((thread) => [
      ...wrongRoot(thread),
      ...wrongIndex(thread, rows),
      ...wrongReaders(thread, rows, found),
    ]),
  ];
}

/** The threads of a log: each message that has replies. */
export function threadsOf(conversation: string, entries: readonly LogEntry[]): Thread[] {
  const messages = entries.flatMap(({ event }) => event.kind === "message" ? [event] : []);
  const roots = new Set([
    ...messages.flatMap((event) => threadOf(event) ?? []),
    ...messages.filter(({ replies }) => replies).map(({ seq }) => seq),
  ]);
  return [...roots].flatMap((seq) => {
    const root = entries[seq - 1]?.event;
    if (root?.kind !== "message") return [];
    return [{ conversation, root, replies: messages.filter((one) => one.thread === seq) }];
  });
}

/** Runs of what does not stand in the timeline are counted, so that readers leap over them. */
function wrongRuns(conversation: string, entries: readonly LogEntry[]): string[] {
  let run: number | undefined;
  return entries.flatMap(({ event, aside }) => {
    run = standsInTimeline(event) ? undefined : (run ?? 0) + 1;
    return aside === run ? [] : [`M6: ${conversation} ${event.seq} leaps ${aside}, not ${run}`];
  });
}

function wrongRoot({ conversation, root, replies }: Thread): string[] {
  const folded = replies.reduce<Replies | undefined>(withReply, undefined);
  if (isDeepStrictEqual(root.replies, folded)) return [];
  const [is, of] = [JSON.stringify(root.replies), JSON.stringify(folded)];
  return [`M6: the root ${conversation} ${root.seq} says ${is}, its replies ${of}`];
}

function wrongIndex(
  { conversation, root, replies }: Thread,
  rows: Awaited<ReturnType<typeof allRows>>,
): string[] {
  const prefix = keys.threadReplies(conversation, root.seq);
  const index = rows.filter(({ key }) => prefix.every((part, n) => key[n] === part))
    .map(({ key, value }) => [Number(key.at(-1)), value]);
  const expected = replies.map(({ seq }, n) => [seq, n + 1]);
  return isDeepStrictEqual(index, expected)
    ? []
    : [`M6: the index of ${conversation} ${root.seq} is ${index.join(";")}`];
}

/** Each mark of a reader says what the log does, and what is unread can be found by them. */
function wrongReaders(
  { conversation, root, replies }: Thread,
  rows: Awaited<ReturnType<typeof allRows>>,
  found: ReadonlyMap<string, unknown>,
): string[] {
  const wrong: string[] = [];
  const prefix = keys.threadReaders(conversation, root.seq);
  for (const { key, value } of rows) {
    if (!prefix.every((part, n) => key[n] === part)) continue;
    const { follows, read, count, back } = value as ThreadReader;
    const user = String(key.at(-1));
    const upTo = replies.filter(({ seq }) => seq <= read).length;
    const at = `${user} in ${conversation} ${root.seq}`;
    if (count !== upTo) wrong.push(`M6: ${at} read ${count} replies up to ${read}, not ${upTo}`);
    const own = replies.findLast(({ by }) => by === user)?.seq ?? 0;
    if (follows && own > Math.max(read, back?.last ?? 0)) {
      wrong.push(`M6: ${at} wrote ${own} and read up to ${read}`);
    }
    const isMarked = found.has(keys.unreadThread(user, conversation, root.seq).join(" "));
    const isUnread = follows && replies.length > count;
    if (isUnread && !isMarked) wrong.push(`M6: ${at} has not read all, and nothing says so`);
  }
  const expected = replies.length > 0
    ? [root.by, ...replies.flatMap(({ by, mentions = [] }) => [by, ...mentions])]
    : [];
  for (const user of new Set(expected)) {
    if (found.has(keys.threadReader(conversation, root.seq, user).join(" "))) continue;
    wrong.push(`M6: ${user} should follow ${conversation} ${root.seq}`);
  }
  return wrong;
}
