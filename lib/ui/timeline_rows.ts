import type { TimelineItem } from "../client/model.ts";

/** What is drawn as a message, acknowledged or on its way. */
export type MessageItem = Extract<TimelineItem, { is: "message" | "outgoing" }>;
/** What is drawn as a quiet line. */
export type NoticeItem = Extract<TimelineItem, { is: "change" | "presence" }>;

/** A row of the timeline as it is drawn, oldest first. */
export type TimelineRow =
  | { is: "day"; key: string; at: number }
  | { is: "unread"; key: string; count: number }
  | { is: "notice"; key: string; item: NoticeItem }
  /** `first` and `last` of a group: messages of one author, close in time, nothing between. */
  | { is: "message"; key: string; item: MessageItem; first: boolean; last: boolean };

export interface RowOptions {
  /** Names the day of a moment in the reader's time zone (`Times.dayKey`). */
  dayKey(at: number): string;
  /** Where the mark of new messages stands, if one does. */
  unread?: NewMessages;
}

/** Others' messages that are new. */
export interface NewMessages {
  /** The key of the first item that is one. */
  first: string;
  count: number;
}

/** Messages of one author stand together when less than this lies between one and the next. */
export const GROUP_MS = 5 * 60_000;

/** Puts day marks and the mark of new messages between the items, and groups messages. */
export function timelineRows(items: readonly TimelineItem[], options: RowOptions): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let day: string | undefined;
  for (const item of items) {
    const at = timeOf(item);
    const itsDay = options.dayKey(at);
    if (itsDay !== day) {
      day = itsDay;
      rows.push({ is: "day", key: `day ${itsDay}`, at });
    }
    if (item.key === options.unread?.first) {
      rows.push({ is: "unread", key: "unread", count: options.unread.count });
    }
    rows.push(rowOf(item, rows.at(-1)));
  }
  return rows;
}

/** When an item happened or was written: milliseconds UTC. */
export function timeOf(item: TimelineItem): number {
  switch (item.is) {
    case "outgoing":
      return item.entry.writtenAt;
    case "presence":
      return item.at;
    default:
      return item.event.at;
  }
}

function rowOf(item: TimelineItem, before: TimelineRow | undefined): TimelineRow {
  if (item.is === "change" || item.is === "presence") return { is: "notice", key: item.key, item };
  const joins = before?.is === "message" && authorOf(before.item) === authorOf(item) &&
    timeOf(item) - timeOf(before.item) < GROUP_MS;
  if (joins) before.last = false;
  return { is: "message", key: item.key, item, first: !joins, last: true };
}

/** The user's own messages are one author, sent or not. */
function authorOf(item: MessageItem): string {
  return item.is === "outgoing" || item.own ? "" : item.event.by;
}

/** Others' messages after a seq, up to the user's own answer: what was answered is not new. */
export function newMessages(
  items: readonly TimelineItem[],
  after: number,
): NewMessages | undefined {
  let found: NewMessages | undefined;
  for (const item of items) {
    if (item.is === "outgoing" && found) break;
    if (item.is !== "message" || item.event.seq <= after) continue;
    if (item.own && found) break;
    if (item.own) continue;
    if (found) found.count++;
    else found = { first: item.key, count: 1 };
  }
  return found;
}
