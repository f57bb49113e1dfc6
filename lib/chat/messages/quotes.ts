import { LRUCache } from "lru-cache";
import type { ConversationLog, LogEntry } from "../../log/log.ts";
import type { ConversationId, LogEvent, Quotes } from "../../protocol/events.ts";
import { quotedIn, quoteOf } from "../../protocol/quotes.ts";
import type { ReadOut } from "./read_out.ts";

/** Messages that were quoted lately, kept until they change. */
const MAX_KEPT = 2_000;

/** What replies quote, as it is now (M5). */
export interface QuoteReader {
  /**
   * The quotes of these events; one read for those that are not among the events themselves. Empty
   * where they quote nothing. Rejects with `Unavailable`.
   */
  read(conversation: ConversationId, events: readonly LogEvent[]): Promise<Quotes>;
  /** Those that need no read: among the events, or kept. */
  known(conversation: ConversationId, events: readonly LogEvent[]): Quotes;
  /** A message that will be quoted, as it was just read: its delivery then needs no read. */
  keep(conversation: ConversationId, entry: LogEntry): void;
  /** Events that were committed, here or elsewhere: what they change is not known any more. */
  changed(conversation: ConversationId, events: readonly LogEvent[]): void;
}

/** Quotes over the entries of the log. */
export function createQuoteReader(
  { log, readOut }: {
    log: Pick<ConversationLog, "entries">;
    readOut: Pick<ReadOut, "known">;
  },
): QuoteReader {
  const kept = new LRUCache<string, LogEntry>({ maxSize: MAX_KEPT, sizeCalculation: () => 1 });

  return {
    async read(conversation, events) {
      const { quotes, missing } = quotesAmong(events);
      if (missing.length === 0) return quotes;
      const entries = await log.entries(conversation, missing);
      return addQuotes(quotes, readOut.known(entries.filter((entry) => entry !== undefined)));
    },
    known(conversation, events) {
      const { quotes, missing } = quotesAmong(events);
      if (missing.length === 0) return quotes;
      const entries = missing.map((seq) => kept.get(keyOf(conversation, seq)));
      return addQuotes(quotes, readOut.known(entries.filter((entry) => entry !== undefined)));
    },
    keep: (conversation, entry) => void kept.set(keyOf(conversation, entry.event.seq), entry),
    changed(conversation, events) {
      if (kept.size === 0) return;
      for (const event of events) {
        if ("target" in event) kept.delete(keyOf(conversation, event.target));
      }
    },
  };
}

const NOTHING: { quotes: Quotes; missing: number[] } = { quotes: {}, missing: [] };

/** The quotes of events that are among the events themselves, and what else they quote. */
function quotesAmong(events: readonly LogEvent[]): { quotes: Quotes; missing: number[] } {
  const wanted = quotedIn(events);
  if (wanted.size === 0) return NOTHING;
  const quotes = addQuotes({}, events.filter(({ seq }) => wanted.has(seq)));
  return { quotes, missing: [...wanted].filter((seq) => !quotes[seq]) };
}

function addQuotes(quotes: Quotes, events: readonly LogEvent[]): Quotes {
  for (const event of events) if (event.kind === "message") quotes[event.seq] = quoteOf(event);
  return quotes;
}

function keyOf(conversation: ConversationId, seq: number): string {
  return `${conversation} ${seq}`;
}
