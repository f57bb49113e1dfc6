import type { LogEvent, MessageEvent, Person, UserId } from "../protocol/events.ts";
import type { ThreadReply } from "../protocol/threads.ts";
import { namedIn } from "../protocol/named_in.ts";
import { applyChange, type Change, countReply, wroteHere } from "./apply_change.ts";
import type { TimelineItem } from "./model.ts";
import type { PresenceTransition } from "./presence.ts";
import { growRun, isPresence, withPerson } from "./presence_run.ts";

/** Part of a log: what is drawn of it, and the seqs between which that is all (both included). */
export interface WindowPage {
  events: readonly LogEvent[];
  from: number;
  to: number;
}

type ToItem = (event: LogEvent) => TimelineItem | undefined;

/**
 * The loaded part of a conversation: `oldest` … `newest` without a gap, as items. An event that
 * shows no item (an edit, a reaction) counts in the range and takes no memory.
 */
export class TimelineWindow {
  oldest = 0;
  newest = 0;
  // #seqs[i] is the seq of #items[i]; a presence item stands at the seq it came after.
  // Ascending, so a message is found by binary search.
  #items: TimelineItem[] = [];
  #seqs: number[] = [];
  #presenceKeys = 0;

  constructor(readonly toItem: ToItem) {}

  get length(): number {
    return this.#items.length;
  }

  get items(): readonly TimelineItem[] {
    return this.#items;
  }

  clear(): void {
    this.oldest = this.newest = 0;
    this.#items = [];
    this.#seqs = [];
  }

  /** Adds the events that continue the window; skips those it has, stops at a gap. */
  append(events: readonly LogEvent[]): void {
    for (const event of events) {
      if (event.seq <= this.newest) continue;
      if (this.newest === 0) this.oldest = event.seq;
      else if (event.seq !== this.newest + 1) return;
      this.newest = event.seq;
      this.#push(event.seq, this.toItem(event));
    }
  }

  /** Adds a page that continues the window, from where it ends; ignores one that does not. */
  extend({ events, from, to }: WindowPage): void {
    if (to < 1) return; // nothing was ever appended
    if (this.newest === 0) this.oldest = from;
    else if (from > this.newest + 1) return;
    for (const event of events) {
      if (event.seq > this.newest) this.#push(event.seq, this.toItem(event));
    }
    this.newest = Math.max(this.newest, to);
  }

  /**
   * Replaces the events. With `areFirst` (the log begins here) the presence notices from before the
   * first event stay.
   */
  replace(page: WindowPage, areFirst: boolean): void {
    const early = areFirst ? this.#seqs.findLastIndex((seq) => seq === 0) + 1 : 0;
    this.oldest = this.newest = 0;
    this.#items.length = this.#seqs.length = early;
    this.extend(page);
  }

  /** Adds a page that ends where the window begins; ignores one that does not. */
  prepend({ events, from, to }: WindowPage): void {
    if (this.newest === 0 || to < this.oldest - 1 || from >= this.oldest) return;
    const older = new TimelineWindow(this.toItem);
    older.extend({ events: events.filter(({ seq }) => seq < this.oldest), from, to });
    this.oldest = from;
    this.#items = older.#items.concat(this.#items);
    this.#seqs = older.#seqs.concat(this.#seqs);
  }

  /** A message that is loaded. */
  message(seq: number): MessageEvent | undefined {
    const item = this.#items[this.#indexOf(seq)];
    return item?.is === "message" ? item.event : undefined;
  }

  /** Applies a change to the message it targets; false if that message is not loaded. */
  applyChange(change: Change): boolean {
    return this.#change(change.target, (message) => applyChange(message, change));
  }

  /** Counts a reply in the root of its thread; false if that is not loaded. */
  countReply(root: number, reply: ThreadReply): boolean {
    return this.#change(root, (message) => countReply(message, reply));
  }

  #change(seq: number, change: (message: MessageEvent) => MessageEvent): boolean {
    const index = this.#indexOf(seq);
    const item = this.#items[index];
    if (item?.is !== "message") return false;
    // Made anew: what the reader marked about it may have changed with it.
    this.#items[index] = this.toItem(change(item.event)) ?? item;
    return true;
  }

  /** Whom the loaded events name, the newest first; each may come again. */
  *people(): Iterable<UserId> {
    for (const item of this.#items.toReversed()) {
      if (item.is === "message" || item.is === "change") yield* namedIn([item.event]);
    }
  }

  /** Makes the items of such events anew; false if there are none. */
  redraw(concerns: (event: LogEvent) => boolean): boolean {
    let found = false;
    this.#items.forEach((item, index) => {
      if ((item.is !== "message" && item.is !== "change") || !concerns(item.event)) return;
      this.#items[index] = this.toItem(item.event) ?? item;
      found = true;
    });
    return found;
  }

  /** Calls somebody in the notices of arrivals and departures as they are called now. */
  renewPerson(person: Person): boolean {
    let found = false;
    this.#items.forEach((item, index) => {
      const renewed = isPresence(item) && withPerson(item, person);
      if (!renewed) return;
      this.#items[index] = renewed;
      found = true;
    });
    return found;
  }

  /** Adds arrivals and departures after the newest event, to the notices that stand there. */
  addPresence(transitions: readonly PresenceTransition[], at: number): void {
    let start = this.#items.length;
    while (this.#items[start - 1]?.is === "presence") start--;
    const run = this.#items.slice(start).filter(isPresence);
    const newKey = () => `presence-${++this.#presenceKeys}`;
    this.#items.length = this.#seqs.length = start;
    for (const item of growRun(run, transitions, at, newKey)) this.#push(this.newest, item);
  }

  /** Keeps at most `count` items at one end; true if any was dropped. */
  keep(count: number, end: "newest" | "oldest"): boolean {
    if (this.#items.length <= count) return false;
    if (count <= 0) {
      this.clear();
      return true;
    }
    let from = end === "newest" ? this.#items.length - count : 0;
    let to = from + count;
    while (from < to && this.#items[from]?.is === "presence") from++;
    if (end === "oldest") { while (to > from && this.#items[to - 1]?.is === "presence") to--; }
    if (from === to) {
      this.clear();
      return true;
    }
    this.#items = this.#items.slice(from, to);
    this.#seqs = this.#seqs.slice(from, to);
    if (end === "newest") this.oldest = this.#seqs[0]!;
    else this.newest = this.#seqs.at(-1)!;
    return true;
  }

  /** Messages after `seq` that `user` did not write there, and those that call `user`; `undefined` if not all are loaded. */
  countAfter(
    seq: number,
    user: string,
    calls: (message: MessageEvent) => boolean = () => false,
  ): { unread: number; mentions: number } | undefined {
    if (this.newest === 0 || this.oldest > seq + 1) return undefined;
    const counts = { unread: 0, mentions: 0 };
    for (let index = this.#items.length - 1; index >= 0 && this.#seqs[index]! > seq; index--) {
      const item = this.#items[index]!;
      if (item.is !== "message" || wroteHere(user, item.event)) continue;
      if (item.event.deletedAt !== undefined) continue;
      counts.unread++;
      if (calls(item.event)) counts.mentions++;
    }
    return counts;
  }

  #push(seq: number, item: TimelineItem | undefined): void {
    if (!item) return;
    this.#items.push(item);
    this.#seqs.push(seq);
  }

  /** Index of the event's item, before the presence items that follow it; -1 if none. */
  #indexOf(seq: number): number {
    let low = 0;
    let high = this.#seqs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#seqs[middle]! < seq) low = middle + 1;
      else high = middle;
    }
    return this.#seqs[low] === seq ? low : -1;
  }
}
