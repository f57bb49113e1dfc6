import type { LogEvent } from "../protocol/events.ts";
import { type Change, folded } from "./folding.ts";
import type { TimelineItem } from "./model.ts";

/** Quiet arrivals and departures that stay between two events. */
const MAX_PRESENCE_RUN = 20;

type Draw = (event: LogEvent) => TimelineItem | undefined;

/**
 * The part of a conversation that is held: `oldest` … `newest` without a gap, as lines. An event that
 * shows no line (an edit, a reaction) counts in the range and takes no memory.
 */
export class HeldLines {
  oldest = 0;
  newest = 0;
  // #seqs[i] is the seq of #lines[i]; a presence line stands at the seq it came after.
  // Ascending, so a message is found by halving.
  #lines: TimelineItem[] = [];
  #seqs: number[] = [];

  constructor(readonly draw: Draw) {}

  get length(): number {
    return this.#lines.length;
  }

  get lines(): readonly TimelineItem[] {
    return this.#lines;
  }

  clear(): void {
    this.oldest = this.newest = 0;
    this.#lines = [];
    this.#seqs = [];
  }

  /** Takes the events that continue what is held, and leaves those that are held already. */
  append(events: readonly LogEvent[]): void {
    for (const event of events) {
      if (event.seq <= this.newest) continue;
      if (this.newest === 0) this.oldest = event.seq;
      else if (event.seq !== this.newest + 1) return;
      this.newest = event.seq;
      this.#push(event.seq, this.draw(event));
    }
  }

  /**
   * Takes events in place of those that are held. Where they are the first of all, who came before
   * anybody spoke stays.
   */
  replace(events: readonly LogEvent[], areFirst: boolean): void {
    const early = areFirst ? this.#seqs.findLastIndex((seq) => seq === 0) + 1 : 0;
    this.oldest = this.newest = 0;
    this.#lines.length = this.#seqs.length = early;
    this.append(events);
  }

  /** Takes a page that ends where what is held begins. */
  prepend(events: readonly LogEvent[]): void {
    const older = new HeldLines(this.draw);
    older.append(events.filter(({ seq }) => seq < this.oldest));
    if (older.newest === 0 || older.newest !== this.oldest - 1) return;
    this.oldest = older.oldest;
    this.#lines = older.#lines.concat(this.#lines);
    this.#seqs = older.#seqs.concat(this.#seqs);
  }

  /** Folds a change into the message it names, if that is held; says whether it was. */
  fold(change: Change): boolean {
    const index = this.#indexOf(change.target);
    const line = this.#lines[index];
    if (line?.is !== "message") return false;
    this.#lines[index] = { ...line, event: folded(line.event, change) };
    return true;
  }

  /** Says that somebody came or went; only the last word on a person stays in one run. */
  addPresence(line: TimelineItem & { is: "presence" }): void {
    let start = this.#lines.length;
    while (this.#lines[start - 1]?.is === "presence") start--;
    const run = this.#lines.slice(start)
      .filter((other) => other.is === "presence" && other.name !== line.name)
      .slice(1 - MAX_PRESENCE_RUN);
    this.#lines.length = this.#seqs.length = start;
    for (const other of [...run, line]) this.#push(this.newest, other);
  }

  /** Keeps at most `count` lines at one end; says whether any was dropped. */
  keep(count: number, end: "newest" | "oldest"): boolean {
    if (this.#lines.length <= count) return false;
    if (count <= 0) {
      this.clear();
      return true;
    }
    let from = end === "newest" ? this.#lines.length - count : 0;
    let to = from + count;
    while (from < to && this.#lines[from]?.is === "presence") from++;
    if (end === "oldest") { while (to > from && this.#lines[to - 1]?.is === "presence") to--; }
    if (from === to) {
      this.clear();
      return true;
    }
    this.#lines = this.#lines.slice(from, to);
    this.#seqs = this.#seqs.slice(from, to);
    if (end === "newest") this.oldest = this.#seqs[0]!;
    else this.newest = this.#seqs.at(-1)!;
    return true;
  }

  /** Messages of others after `seq`, and those that name `user`; `undefined` if that is not held. */
  countAfter(seq: number, user: string): { unread: number; mentions: number } | undefined {
    if (this.newest === 0 || this.oldest > seq + 1) return undefined;
    const counts = { unread: 0, mentions: 0 };
    for (let index = this.#lines.length - 1; index >= 0 && this.#seqs[index]! > seq; index--) {
      const line = this.#lines[index]!;
      if (line.is !== "message" || line.event.by === user) continue;
      counts.unread++;
      if (line.event.mentions?.includes(user)) counts.mentions++;
    }
    return counts;
  }

  #push(seq: number, line: TimelineItem | undefined): void {
    if (!line) return;
    this.#lines.push(line);
    this.#seqs.push(seq);
  }

  /** The first line at `seq`, or -1: the event's own, before the presence lines that follow it. */
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
