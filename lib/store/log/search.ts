import type { ConversationId } from "../../protocol/events.ts";
import type { LogEntry } from "../conversation_log.ts";
import { keys } from "../keys.ts";
import type { Kv } from "../kv.ts";
import { requestName, type Waiting } from "./waiting.ts";

/** Entries that are read at once, and so all that a search holds in memory. */
const PAGE = 256;

/**
 * Looks for requests among the entries of a log up to seq `to`, each from where it was cleared. Tells
 * `found` of those that stand there; the others are cleared as far as was read, also if it throws.
 */
export async function search(
  kv: Kv,
  conversation: ConversationId,
  requests: readonly Waiting[],
  to: number,
  found: (waiting: Waiting, entry: LogEntry) => void,
): Promise<void> {
  let open = [...requests]; // more may come beside it meanwhile, and those found go
  let after = Math.min(to, ...open.map(({ clearedTo }) => clearedTo));
  while (after < to && open.length > 0) {
    const range = {
      start: keys.entry(conversation, after + 1),
      end: keys.entry(conversation, to + 1),
    };
    const page = await kv.list<LogEntry>(range, { limit: PAGE });
    const entries = new Map(
      page.map(({ value }) => [requestName(value.event.by, value.id), value]),
    );
    after = page.at(-1)?.value.event.seq ?? to;
    for (const waiting of open) {
      const entry = entries.get(waiting.name);
      if (entry) found(waiting, entry);
      waiting.clearedTo = Math.max(waiting.clearedTo, after);
    }
    open = open.filter(({ name }) => !entries.has(name));
  }
}
