import { assert, assertEquals } from "@std/assert";
import type { Head, LogEntry } from "../../lib/log/log.ts";
import type { Replies } from "../../lib/protocol/events.ts";
import { standsInTimeline, threadOf, withReply } from "../../lib/protocol/threads.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";

/** Entries read at once. */
const PAGE = 500;

/**
 * Reads a conversation's whole log and fails unless it is sound: seq 1, 2, 3 … (D2), each request
 * once (D3), times that never go back, the count of messages right, the head at the last entry, and
 * each thread's root says what its replies sum up to (M6).
 */
export async function soundLog(kv: Kv, conversation: string): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for (let full = true; full;) {
    const start = keys.entry(conversation, entries.length + 1);
    const end = keys.entry(conversation, Number.MAX_SAFE_INTEGER);
    const page = await kv.list<LogEntry>({ start, end }, { limit: PAGE });
    entries.push(...page.map(({ value }) => value));
    full = page.length === PAGE;
  }
  const requests = new Set<string>();
  let messages = 0;
  let at = 0;
  let aside: number | undefined;
  const threads = new Map<number, Replies>();
  entries.forEach(({ event, id, messages: counted, aside: leap }, n) => {
    assertEquals(event.seq, n + 1, `D2: entry ${n + 1} of ${conversation} has seq ${event.seq}`);
    const request = `${event.by} ${id}`;
    assert(!requests.has(request), `D3: ${request} stands twice in ${conversation}`);
    requests.add(request);
    const stands = standsInTimeline(event);
    if (event.kind === "message" && stands) messages++;
    assertEquals(counted, messages, `the count of messages at ${conversation} ${event.seq}`);
    aside = stands ? undefined : (aside ?? 0) + 1;
    assertEquals(leap, aside, `M6: what stands aside at ${conversation} ${event.seq}`);
    const root = threadOf(event);
    if (root !== undefined) threads.set(root, withReply(threads.get(root), event));
    assert(event.at >= at, `time goes back at ${conversation} ${event.seq}`);
    at = event.at;
  });
  for (const { event } of entries) {
    const says = event.kind === "message" ? event.replies : undefined;
    assertEquals(says, threads.get(event.seq), `M6: the root ${conversation} ${event.seq}`);
  }
  const { value } = await kv.get<Head>(keys.head(conversation));
  const by = entries.at(-1)?.event.by;
  const last = aside === undefined ? { by } : { aside };
  const head = by === undefined ? null : { seq: entries.length, messages, at, ...last };
  assertEquals(value, head, `the head of ${conversation}`);
  return entries;
}
