import { assert, assertEquals } from "@std/assert";
import type { Head, LogEntry } from "../../lib/store/conversation_log.ts";
import { keys } from "../../lib/store/keys.ts";
import type { Kv } from "../../lib/store/kv.ts";

/** Entries read at once. */
const PAGE = 500;

/**
 * Reads a conversation's whole log and fails unless it is sound: seq 1, 2, 3 … (D2), each request
 * once (D3), times that never go back, the count of messages right, the head at the last entry.
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
  entries.forEach(({ event, id, messages: counted }, n) => {
    assertEquals(event.seq, n + 1, `D2: entry ${n + 1} of ${conversation} has seq ${event.seq}`);
    const request = `${event.by} ${id}`;
    assert(!requests.has(request), `D3: ${request} stands twice in ${conversation}`);
    requests.add(request);
    if (event.kind === "message") messages++;
    assertEquals(counted, messages, `the count of messages at ${conversation} ${event.seq}`);
    assert(event.at >= at, `time goes back at ${conversation} ${event.seq}`);
    at = event.at;
  });
  const { value } = await kv.get<Head>(keys.head(conversation));
  const head = entries.length > 0 ? { seq: entries.length, messages, at } : null;
  assertEquals(value, head, `the head of ${conversation}`);
  return entries;
}
