import type { ConversationId, MessageEvent } from "../../protocol/events.ts";
import type { SearchHit } from "../../protocol/requests/search.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Source } from "./source.ts";

/** Entries that one request reads, and how long it goes on: then the rest is another page. */
const MAX_READ = 4_000;
const MAX_MS = 1_500;
/** Conversations that are read at once. */
const AT_ONCE = 24;

/** Where a page ended: the message, or a time alone where no message of it was read yet. */
export interface Position {
  at: number;
  conversation?: ConversationId;
  seq?: number;
}

/** The newest of all sources, at most so many or so large, and where they end, if they do not end there. */
export async function newest(
  sources: readonly Source[],
  { limit, maxBytes }: { limit: number; maxBytes: number },
  clock: Pick<Clock, "elapsed">,
): Promise<{ hits: SearchHit[]; next?: Position }> {
  const began = clock.elapsed();
  const hits: SearchHit[] = [];
  let bytes = 0;
  for (;;) {
    const first = latestOf(sources);
    if (!first) return { hits };
    const [message] = first.found;
    if (message) {
      const last = hits.at(-1);
      bytes += JSON.stringify(message).length;
      if (hits.length === limit || (last && bytes > maxBytes)) {
        return last ? { hits, next: placeOf(last) } : { hits };
      }
      hits.push({ conversation: first.conversation, event: message });
      first.found.shift();
      continue;
    }
    const read = sources.reduce((sum, source) => sum + source.read, 0);
    if (read > MAX_READ || clock.elapsed() - began > MAX_MS) {
      const [at, last] = [first.until ?? 0, hits.at(-1)];
      return { hits, next: last?.event.at === at ? placeOf(last) : { at } };
    }
    const waiting = sources.filter(({ found, until }) => found.length === 0 && until !== undefined)
      .sort(byTime).slice(0, AT_ONCE);
    await Promise.all(waiting.map((source) => source.advance()));
  }
}

/** What comes next; nothing where nothing is left. */
function latestOf(sources: readonly Source[]): Source | undefined {
  let latest: Source | undefined;
  for (const one of sources) {
    if (one.until !== undefined && (!latest || byTime(one, latest) < 0)) latest = one;
  }
  return latest;
}

/** The latest first; of one time, as positions are compared. */
function byTime(a: Source, b: Source): number {
  return (b.until ?? 0) - (a.until ?? 0) || (a.conversation < b.conversation ? -1 : 1);
}

/** Whether a message comes after a position, where the newest come first. */
export function isAfter(
  position: Position | undefined,
  conversation: ConversationId,
  { seq, at }: MessageEvent,
): boolean {
  if (position?.conversation === undefined || at < position.at) return true;
  if (at > position.at) return false;
  if (conversation !== position.conversation) return conversation > position.conversation;
  return seq < (position.seq ?? Infinity);
}

function placeOf({ conversation, event: { at, seq } }: SearchHit): Position {
  return { at, conversation, seq };
}

export function writePosition({ at, conversation, seq }: Position): string {
  return conversation === undefined ? `${at}` : `${at} ${seq} ${conversation}`;
}

/** What is no position is where it begins. */
export function readPosition(text: string | undefined): Position | undefined {
  const [, at, seq, conversation] = /^(\d{1,16})(?: (\d{1,16}) (.+))?$/s.exec(text ?? "") ?? [];
  if (at === undefined) return undefined;
  return { at: Number(at), ...(conversation !== undefined && { conversation, seq: Number(seq) }) };
}
