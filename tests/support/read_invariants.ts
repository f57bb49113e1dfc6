import { keys } from "../../lib/kv/keys.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import type { MessageEvent } from "../../lib/protocol/events.ts";
import { standsInTimeline } from "../../lib/protocol/threads.ts";
import type { ReadMark } from "../../lib/store/conversations/read_marks.ts";
import type { allRows } from "./gone_words.ts";

/**
 * What is wrong with whom the messages of a conversation call (M7): each call has its row in the inbox,
 * and a mark until it is read; nothing else has one. `members`: who is in it, all the time.
 */
export function wrongCalls(
  conversation: string,
  entries: readonly LogEntry[],
  rows: Awaited<ReturnType<typeof allRows>>,
  members: readonly string[],
): string[] {
  const inbox = new Set<string>();
  const counted = new Set<string>();
  const marks = new Map<string, number>();
  for (const { key, value } of rows) {
    const [table, user, ...place] = key;
    if (table === "mentioned" && place[1] === conversation) inbox.add(`${user} ${place[2]}`);
    if (table === "mention" && place[0] === conversation) counted.add(`${user} ${place[1]}`);
    if (table === "read" && place[0] === conversation) {
      marks.set(String(user), (value as ReadMark).seq);
    }
  }
  const wrong: string[] = [];
  const called = new Set<string>();
  for (const { event } of entries) {
    if (event.kind !== "message" || event.deletedAt !== undefined) continue;
    for (const user of calledBy(event, members)) {
      const call = `${user} ${event.seq}`;
      called.add(call);
      if (!inbox.has(call)) wrong.push(`M7: ${conversation}: ${call} is in no inbox`);
      const isUnread = standsInTimeline(event) && event.seq > (marks.get(user) ?? 0);
      if (isUnread && !counted.has(call)) wrong.push(`M7: ${conversation}: ${call} is not counted`);
    }
  }
  for (const call of new Set([...inbox, ...counted])) {
    if (!called.has(call)) wrong.push(`M7: ${conversation}: ${call} is noted, and calls nobody`);
  }
  return wrong;
}

function calledBy({ by, call, mentions = [] }: MessageEvent, members: readonly string[]) {
  const all = call === "room" ? [...mentions, ...members] : mentions;
  return new Set(all.filter((user) => user !== by));
}

/** How a conversation stands for somebody, by its log and their mark: what a summary says (M6, M7). */
export function unreadOf(
  user: string,
  conversation: string,
  entries: readonly LogEntry[],
  rows: Awaited<ReturnType<typeof allRows>>,
): { read: number; unread: number; mentions: number } {
  const key = keys.read(user, conversation).join(" ");
  const mark = rows.find((row) => row.key.join(" ") === key)?.value as ReadMark | undefined;
  const last = entries.at(-1)?.event;
  // Who wrote last has read all, whether their mark is written or not.
  const isOwn = last?.by === user && !(last.kind === "message" && last.movedHere);
  const wroteLast = last && isOwn && standsInTimeline(last);
  const read = Math.max(mark?.seq ?? 0, wroteLast ? last.seq : 0);
  const mentions = rows.filter(({ key: [table, who, place, seq] }) =>
    table === "mention" && who === user && place === conversation && Number(seq) > read
  );
  return { read, unread: unreadAfter(read, entries), mentions: mentions.length };
}

/** How many messages of the timeline follow a seq, without those that are gone. */
function unreadAfter(read: number, entries: readonly LogEntry[]): number {
  return entries.filter(({ event }) =>
    event.seq > read && event.kind === "message" && standsInTimeline(event) &&
    event.deletedAt === undefined
  ).length;
}
