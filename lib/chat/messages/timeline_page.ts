import type { ConversationLog, LogEntry } from "../../log/log.ts";
import type { ConversationId } from "../../protocol/events.ts";
import { standsInTimeline } from "../../protocol/threads.ts";

/** Reads of one page: each leaps over what stands aside, or takes so many entries at once. */
const MAX_READS = 12;
const ENTRIES_A_READ = 500;
/** What a first read takes at most, where pages were known to need more than they show. */
const MAX_FIRST_READ = 1_000;

/** How many entries the newest page took the last time, by its conversation and length: its first read takes as many. */
export interface PageSizes {
  get(key: string): number | undefined;
  set(key: string, entries: number): unknown;
  delete(key: string): unknown;
}

/** Entries of a timeline, ascending; `from` … `to`: all of it between these seqs is in them. */
export interface TimelinePage {
  entries: LogEntry[];
  from: number;
  to: number;
  more: boolean;
}

/** Which entries: before a seq (or the newest), or those after one. */
export interface PageRange {
  before?: number;
  after?: number;
  limit: number;
  /** `limit` counts messages alone: who came and left between them takes no place from any. Backwards. */
  messages?: boolean;
}

/** With them a page has at most so many: of more who came and left, older pages tell. */
const MAX_ROWS = 300;

/**
 * A page of what stands in the timeline of a conversation. What stands aside, as thousands of replies
 * in a thread may, is leapt over backwards, so that the page is full all the same. At most 12 reads: a
 * page can be shorter than asked, or empty, with `more`. Rejects with `Unavailable`.
 */
export async function readTimelinePage(
  log: Pick<ConversationLog, "read">,
  conversation: ConversationId,
  range: PageRange,
  sizes?: PageSizes,
): Promise<TimelinePage> {
  return range.after === undefined
    ? await readBack(log, conversation, range, range.before === undefined ? sizes : undefined)
    : await readOn(log, conversation, { ...range, after: range.after });
}

async function readBack(
  log: Pick<ConversationLog, "read">,
  conversation: ConversationId,
  { before, limit: wanted, messages = false }: PageRange,
  sizes: PageSizes | undefined,
): Promise<TimelinePage> {
  let limit = wanted;
  let least = limit + 1; // one more than asked tells whether there is more
  const key = `${conversation} ${limit} ${messages}`;
  const atFirst = Math.max(least, sizes?.get(key) ?? 0);
  const found: LogEntry[] = [];
  let to = before === undefined ? undefined : before - 1;
  let end = before;
  // Mostly, nothing stands aside.
  for (let reads = 0; reads < MAX_READS && found.length < least; reads++) {
    const asked = reads === 0 ? atFirst : ENTRIES_A_READ;
    const entries = await log.read(conversation, { before: end, limit: asked, newest: true });
    to ??= entries.at(-1)?.event.seq ?? 0;
    found.unshift(...entries.filter(({ event }) => standsInTimeline(event)));
    if (messages) {
      limit = rowsWith(found, wanted);
      least = limit + 1;
    }
    const [first] = entries;
    // The log begins here, or before all that stands aside before the first of these.
    end = first && entries.length === asked
      ? first.event.seq - Math.max(0, (first.aside ?? 1) - 1)
      : 1;
    if (end <= 1) break;
  }
  const needed = (to ?? 0) - (found.at(-least)?.event.seq ?? 0) + 1;
  if (needed > least && needed <= MAX_FIRST_READ) sizes?.set(key, needed);
  else sizes?.delete(key); // a leap over what stands aside is cheaper
  const from = found.length > limit ? found[found.length - limit]?.event.seq ?? 1 : end ?? 1;
  return { entries: found.slice(-limit), from, to: to ?? 0, more: from > 1 };
}

/** How many of the last rows hold so many messages: more than there are where that needs more of them. */
function rowsWith(found: readonly LogEntry[], wanted: number): number {
  let [rows, counted] = [0, 0];
  while (rows < found.length && rows < MAX_ROWS && counted < wanted) {
    rows++;
    if (found.at(-rows)?.event.kind === "message") counted++;
  }
  return counted < wanted && rows < MAX_ROWS ? MAX_ROWS : rows;
}

async function readOn(
  log: Pick<ConversationLog, "read">,
  conversation: ConversationId,
  { after, limit }: PageRange & { after: number },
): Promise<TimelinePage> {
  const found: LogEntry[] = [];
  let to = after;
  let ends = false;
  for (let reads = 0; reads < MAX_READS && found.length <= limit && !ends; reads++) {
    const asked = reads === 0 ? limit + 1 : ENTRIES_A_READ;
    const entries = await log.read(conversation, { after: to, limit: asked });
    found.push(...entries.filter(({ event }) => standsInTimeline(event)));
    to = entries.at(-1)?.event.seq ?? to;
    ends = entries.length < asked;
  }
  if (found.length <= limit) return { entries: found, from: after + 1, to, more: !ends };
  const last = found[limit]?.event.seq ?? to;
  return { entries: found.slice(0, limit), from: after + 1, to: last - 1, more: true };
}
