// Reading a conversation back: messages before, after and between places and times.
import type { EventKind, LogEvent, MessageEvent, Profiles, Quotes } from "../../protocol/events.ts";
import { MAX_HISTORY } from "../../protocol/limits.ts";
import { readMsgid } from "../events/message_lines.ts";
import type { Session } from "../session.ts";
import type { Conversation } from "../state/conversations.ts";

/** Pages of the log that one request reads at most: other events stand between the messages. */
const MAX_PAGES = 6;

/** Text of one answer, in UTF-16 code units: a page of the longest messages would be more than D6 lets wait. */
const MAX_ANSWER_LENGTH = 64 * 1024;

/** Messages in their order, with what they need. */
export interface Found {
  events: LogEvent[];
  users: Profiles;
  quotes: Quotes;
}

/** What of a log is asked for, as its kinds. */
type Wanted = (event: LogEvent) => boolean;

/** Messages that stand. */
export function isMessage(event: LogEvent): event is MessageEvent {
  return event.kind === "message" && event.deletedAt === undefined;
}

const PLAYED_BACK: ReadonlySet<EventKind> = new Set<EventKind>(["join", "leave", "topic"]);

/** What a client is given of a log: messages, and who came and went if it asked for that. */
function wantedBy(session: Session): Wanted {
  const all = session.has("draft/event-playback");
  return (event) => isMessage(event) || (all && PLAYED_BACK.has(event.kind));
}

/** The events after `after`, or the newest ones before `before`, that are wanted: `limit` at most. */
export async function readLog(
  session: Session,
  { summary }: Conversation,
  { limit, before, after, until = Infinity, from = 0 }: {
    limit: number;
    before?: number;
    after?: number;
    /** Nothing at this seq or behind it, nothing before the other. */
    until?: number;
    from?: number;
  },
): Promise<Found> {
  const wanted = wantedBy(session);
  const found: Found = { events: [], users: {}, quotes: {} };
  const forward = after !== undefined;
  let place = forward ? after : before;
  for (let pages = 0; pages < MAX_PAGES && found.events.length < limit; pages++) {
    const page = await session.link.ask("history", {
      conversation: summary.id,
      limit: Math.min(MAX_HISTORY, 2 * limit + 10),
      ...(place !== undefined && (forward ? { after: place } : { before: place })),
    });
    const events = page.events.filter((event) =>
      event.seq >= from && event.seq < until && wanted(event)
    );
    found.events = forward ? [...found.events, ...events] : [...events, ...found.events];
    Object.assign(found.users, page.users);
    Object.assign(found.quotes, page.quotes);
    const edge = page.events.at(forward ? -1 : 0)?.seq;
    if (!page.more || edge === undefined || edge < from || edge >= until) break;
    place = edge;
  }
  found.events = nearest(found.events, limit, forward);
  return found;
}

/** The first events, or the last ones, that one answer holds. */
function nearest(events: readonly LogEvent[], limit: number, forward: boolean): LogEvent[] {
  const ordered = forward ? events : events.toReversed();
  let length = 0;
  const fitting = ordered.slice(0, limit).filter((event, index) => {
    length += isMessage(event) ? event.text.length : 0;
    return index === 0 || length <= MAX_ANSWER_LENGTH;
  });
  return forward ? fitting : fitting.toReversed();
}

/** The first seq that was appended at a time or later; behind the end where there is none. */
export async function seqAt(
  session: Session,
  { summary, head, lastAt }: Conversation,
  at: number,
): Promise<number> {
  if (at > lastAt) return head + 1;
  let low = summary.from ?? 1;
  let high = head;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const { events: [event] } = await session.link.ask("history", {
      conversation: summary.id,
      after: middle - 1,
      limit: 1,
    });
    if (!event || event.at >= at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Where a reference leads: `msgid=…`, `timestamp=…`. `exact`: it is the seq of that very message. */
export async function readReference(
  session: Session,
  conversation: Conversation,
  reference: string,
): Promise<{ seq: number; exact: boolean } | undefined> {
  const [, kind, value = ""] = /^(msgid|timestamp)=(.*)$/s.exec(reference) ?? [];
  if (kind === "msgid") {
    const place = readMsgid(value);
    if (place?.conversation !== conversation.summary.id) return undefined;
    return { seq: place.seq, exact: true };
  }
  const at = kind === "timestamp" ? readTime(value) : undefined;
  if (at === undefined) return undefined;
  return { seq: await seqAt(session, conversation, at), exact: false };
}

/** A time as IRC writes it, in milliseconds UTC. */
export function readTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
