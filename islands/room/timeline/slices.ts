import type { TimelineItem } from "../../../lib/client/model.ts";

/** What the rows of one slice may take: with what the browser does after it, less than a picture has. */
const BUDGET_MS = 6;
/** Rows of the first slice, before it is known what one costs. */
const FIRST_ROWS = 8;
const LEAST_ROWS = 4;
/** A page of plain rows comes in one slice. */
const MOST_ROWS = 50;

/** Which of the loaded items are drawn: from `from`, up to but without `to`. */
interface Range {
  from: number;
  to: number;
}

/**
 * Draws what is wanted of the loaded items in slices, a few rows with each picture: a page of messages
 * with all that people did with them takes long enough to be felt. How many follows what they cost.
 */
export class Slices {
  /** Whether rows are still to come, or to go. */
  pending = false;
  #items: readonly TimelineItem[] = [];
  #loaded: readonly TimelineItem[] = [];
  #range: Range = { from: 0, to: 0 };
  #rows = FIRST_ROWS;
  #began = 0;
  #changed = 0;

  /** `elapsed`: milliseconds since some moment. */
  constructor(readonly elapsed: () => number) {}

  /**
   * The items to draw now, which come closer to `wanted` with each call. `atOnce`: what is wanted is
   * drawn whole, as one waits for it; what is no longer wanted above it still goes slice by slice.
   */
  next(loaded: readonly TimelineItem[], wanted: Range, atOnce: boolean): readonly TimelineItem[] {
    const before = this.#rangeIn(loaded);
    const isNear = before.from < wanted.to && before.to > wanted.from;
    const now = !isNear
      ? wanted // another place
      : {
        from: atOnce && before.from > wanted.from
          ? wanted.from
          : towards(before.from, wanted.from, this.#rows),
        to: atOnce ? wanted.to : towards(before.to, wanted.to, this.#rows),
      };
    this.pending = now.from !== wanted.from || now.to !== wanted.to;
    this.#began = this.elapsed();
    const isSame = loaded === this.#loaded && now.from === this.#range.from &&
      now.to === this.#range.to;
    if (isSame) return this.#items;
    this.#changed = isNear ? Math.abs(now.from - before.from) + Math.abs(now.to - before.to) : 0;
    this.#loaded = loaded;
    this.#range = now;
    return this.#items = loaded.slice(now.from, now.to);
  }

  /** They stand in the document: the next slice has as many as these showed that there is time for. */
  drawn(): void {
    if (this.#changed === 0) return;
    const rowMs = Math.max(this.elapsed() - this.#began, 0.1) / this.#changed;
    this.#changed = 0;
    this.#rows = Math.min(Math.max(Math.floor(BUDGET_MS / rowMs), LEAST_ROWS), MOST_ROWS);
  }

  /** Where those that are drawn stand among these; an empty range where none of them is. */
  #rangeIn(loaded: readonly TimelineItem[]): Range {
    if (loaded === this.#loaded) return this.#range;
    const at = new Map(loaded.map(({ key }, index) => [key, index]));
    const isThere = ({ key }: TimelineItem) => at.has(key);
    const [first, last] = [this.#items.find(isThere), this.#items.findLast(isThere)];
    if (!first || !last) return { from: 0, to: 0 };
    return { from: at.get(first.key) ?? 0, to: (at.get(last.key) ?? 0) + 1 };
  }
}

function towards(at: number, goal: number, by: number): number {
  return at < goal ? Math.min(goal, at + by) : Math.max(goal, at - by);
}
