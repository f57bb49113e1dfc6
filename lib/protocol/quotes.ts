// What replies quote: it travels beside the events, as profiles do (M5).
import { vanishAt } from "./emptied.ts";
import type { LogEvent, MessageEvent, Quote, Quotes } from "./events.ts";

/** Code points of a message that a quote shows. */
const MAX_QUOTE = 200;

/** The messages that an event quotes: what it replies to, and the thread that it was sent from. */
export function quotedBy(event: LogEvent): number[] {
  if (event.kind !== "message" || event.deletedAt !== undefined) return [];
  const { replyTo, thread, alsoInRoom } = event;
  return [
    ...(replyTo === undefined ? [] : [replyTo]),
    ...(thread === undefined || !alsoInRoom ? [] : [thread]),
  ];
}

/** The messages that these events quote, each once. */
export function quotedIn(events: readonly LogEvent[]): Set<number> {
  const seqs = new Set<number>();
  for (const event of events) for (const seq of quotedBy(event)) seqs.add(seq);
  return seqs;
}

/** A message as it is quoted now. */
export function quoteOf(message: MessageEvent): Quote {
  const { by, at, text, files, deletedAt, thread, alsoInRoom } = message;
  const gone = vanishAt(message);
  return {
    by,
    at,
    ...(deletedAt === undefined ? { text: quotedText(text) } : { text: "", gone: true }),
    ...(deletedAt === undefined && files?.[0] && { file: files[0] }),
    ...(thread !== undefined && !alsoInRoom && { thread }),
    ...(gone !== undefined && { vanishAt: gone }),
  };
}

/** Those of these quotes that the events need, as a field; none where they need none. */
export function quotesOf(
  quotes: Quotes | undefined,
  events: readonly LogEvent[],
): { quotes?: Quotes } {
  const kept: Quotes = {};
  if (!quotes) return {};
  for (const seq of quotedIn(events)) {
    const quote = quotes[seq];
    if (quote) kept[seq] = quote;
  }
  return quotesOrNone(kept);
}

/** Quotes as a field: left out where there are none. */
export function quotesOrNone(quotes: Quotes): { quotes?: Quotes } {
  for (const _ in quotes) return { quotes };
  return {};
}

/** The first 200 code points of a text, without a `||spoiler||` that the cut would open. */
export function quotedText(text: string): string {
  if (text.length <= MAX_QUOTE) return text;
  const points = Array.from(text);
  if (points.length <= MAX_QUOTE) return text;
  const cut = points.slice(0, MAX_QUOTE - 1).join("");
  const isOpen = cut.split("||").length % 2 === 0;
  return `${isOpen ? cut.slice(0, cut.lastIndexOf("||")) : cut}…`;
}
