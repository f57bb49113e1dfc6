import type { EventBatch, LogEvent, MessageEvent, Profiles, Quotes } from "../protocol/events.ts";
import { emptied, vanishAt } from "../protocol/emptied.ts";
import { namedIn } from "../protocol/named_in.ts";
import { quotedBy } from "../protocol/quotes.ts";
import { standsInTimeline, threadOf } from "../protocol/threads.ts";
import { applyChange, countReply, isChange } from "./apply_change.ts";
import type { OpenPage } from "./model.ts";
import { quoteAfter } from "./quotes.ts";

/** Conversations of which this device keeps the end, those that were used last (N4). */
export const MAX_KEPT_CONVERSATIONS = 30;
/** What it keeps of each: the newest events of the timeline. */
export const MAX_KEPT_EVENTS = 200;

/** The end of a conversation as this device keeps it: the whole timeline from `from` to `to`. */
export interface KeptPage extends Omit<OpenPage, "members"> {
  kept: true;
  from: number;
  to: number;
}

/**
 * The page with what happened after it: messages join it, changes are made in it. `undefined` where the
 * events do not continue it.
 */
export function growPage(
  page: KeptPage,
  { events, users, quotes }: Pick<EventBatch, "events" | "users" | "quotes">,
): KeptPage | undefined {
  let { to } = page;
  const kept = new Map(page.events.map((event) => [event.seq, event]));
  const allQuotes: Quotes = { ...page.quotes, ...quotes };
  const change = (seq: number, made: (message: MessageEvent) => MessageEvent) => {
    const message = kept.get(seq);
    if (message?.kind === "message") kept.set(seq, made(message));
  };
  for (const event of events) {
    if (event.seq <= to) continue;
    if (event.seq !== to + 1) return undefined;
    to = event.seq;
    const root = threadOf(event);
    if (root !== undefined) change(root, (message) => countReply(message, event));
    if (isChange(event)) {
      change(event.target, (message) => applyChange(message, event));
      const quote = allQuotes[event.target];
      const after = quote && quoteAfter(quote, event);
      if (after) allQuotes[event.target] = after;
    }
    if (standsInTimeline(event)) kept.set(event.seq, event);
  }
  const all = [...kept.values()];
  return trimmed({ ...page, to, users: { ...page.users, ...users }, quotes: allQuotes }, all);
}

/** The page without the words of what has vanished by now, milliseconds UTC (M11). */
export function withoutVanished(page: KeptPage, now: number): KeptPage {
  const events = page.events.map((event) => {
    const at = event.kind === "message" ? vanishAt(event) : undefined;
    return event.kind === "message" && at !== undefined && at <= now ? emptied(event, at) : event;
  });
  const quotes = Object.entries(page.quotes ?? {}).map(([seq, quote]) =>
    quote.vanishAt !== undefined && quote.vanishAt <= now
      ? [seq, { ...quote, text: "", gone: true }] as const
      : [seq, quote] as const
  );
  return { ...page, events, quotes: Object.fromEntries(quotes) };
}

/** Keeps the newest events, and of people and quotes what these name. */
function trimmed(page: KeptPage, events: readonly LogEvent[]): KeptPage {
  const newest = events.slice(-MAX_KEPT_EVENTS);
  const from = newest.length < events.length ? newest[0]!.seq : page.from;
  const quoted = new Set(newest.flatMap(quotedBy));
  const quotes: Quotes = {};
  for (const seq of quoted) if (page.quotes?.[seq]) quotes[seq] = page.quotes[seq];
  const users: Profiles = {};
  const named = [...namedIn(newest), ...Object.values(quotes).map(({ by }) => by)];
  for (const id of named) if (page.users[id]) users[id] = page.users[id];
  return { ...page, events: newest, from, quotes, users };
}
