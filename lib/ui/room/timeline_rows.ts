import type { TimelineItem } from "../../client/model.ts";
import { readAction } from "../../text/action.ts";

/** Items drawn as a message, acknowledged or in the outbox. */
export type MessageItem = Extract<TimelineItem, { is: "message" | "outgoing" }>;
/** Items drawn as a notice. */
export type NoticeItem = Extract<TimelineItem, { is: "change" | "presence" }>;

/** A row of the timeline as it is drawn, oldest first. */
export type TimelineRow =
  | { is: "day"; key: string; at: number }
  | { is: "unread"; key: string; count: number }
  | { is: "notice"; key: string; item: NoticeItem }
  /** `first` and `last` of a group: messages of one author, close in time, nothing between. */
  | { is: "message"; key: string; item: MessageItem; first: boolean; last: boolean };

export interface RowOptions {
  /** Key of a moment's day in the reader's time zone (`Times.dayKey`). */
  dayKey(at: number): string;
  /** Where the “new messages” mark is, if there is one. */
  unread?: NewMessages;
}

/** Others' messages that are new. */
export interface NewMessages {
  /** The key of the first item that is one. */
  first: string;
  count: number;
}

/** Consecutive messages of one author are grouped when less than this apart. */
export const GROUP_MS = 5 * 60_000;

/** Inserts day marks and the “new messages” mark, and groups messages by author. */
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
      return item.since;
    default:
      return item.event.at;
  }
}

function rowOf(item: TimelineItem, before: TimelineRow | undefined): TimelineRow {
  if (item.is === "change" || item.is === "presence") return { is: "notice", key: item.key, item };
  const joins = before?.is === "message" && authorOf(before.item) === authorOf(item) &&
    timeOf(item) - timeOf(before.item) < GROUP_MS && !isAction(before.item) && !isAction(item);
  if (joins) before.last = false;
  return { is: "message", key: item.key, item, first: !joins, last: true };
}

/** Actions name their author: they stand alone. */
function isAction(item: MessageItem): boolean {
  const text = item.is === "outgoing" ? item.entry.text : item.event.text;
  return readAction(text) !== undefined;
}

/** The user's own messages have one key, sent or not. */
function authorOf(item: MessageItem): string {
  return item.is === "outgoing" || item.own ? "" : item.event.by;
}

/** Others' messages after a seq, up to the user's own reply: what was replied to is not new. */
export function newMessages(
  items: readonly TimelineItem[],
  after: number,
): NewMessages | undefined {
  let found: NewMessages | undefined;
  for (const item of items) {
    if (item.is === "outgoing" && found) break;
    if (item.is !== "message" || item.event.seq <= after) continue;
    if (item.own && found) break;
    if (item.own || item.event.deletedAt !== undefined) continue;
    if (found) found.count++;
    else found = { first: item.key, count: 1 };
  }
  return found;
}
