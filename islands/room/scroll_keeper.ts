/** One reads along while the end is at most this far away. */
const AT_END_PX = 100;
/** Older history is fetched when its end comes this close: before it is seen. */
const NEAR_PX = 800;
/** Where the mark of new messages stands in the window when it is opened: below the last read. */
const MARK_PLACE = 0.25;

export interface ScrollEvents {
  /** The person came to the end, or left it. */
  atEnd(atEnd: boolean): void;
  /** Whether the conversation ends where the rows do: only there one reads along. */
  isLatest(): boolean;
  nearTop(): void;
  nearBottom(): void;
}

/**
 * Keeps what a person reads in its place while rows come and go around it. The scroller is reversed:
 * its end is at 0, and what is above has negative places.
 */
export class ScrollKeeper {
  /** What is held in its place in the window; none at the end, which is held itself. */
  #anchor: { key: string; y: number } | undefined;
  #atEnd = true;
  /** Where the scroller stood at the last look: reading it anew would cost a layout. */
  #place = 0;
  readonly #resizes: ResizeObserver;
  readonly #onScroll = () => this.#scrolled();

  constructor(readonly scroller: HTMLElement, readonly events: ScrollEvents) {
    scroller.addEventListener("scroll", this.#onScroll, { passive: true });
    this.#resizes = new ResizeObserver(() => {
      this.settle();
      this.askForMore(); // the layout is fresh here
    });
    this.#resizes.observe(scroller);
    const list = scroller.firstElementChild;
    if (list) this.#resizes.observe(list);
  }

  get atEnd(): boolean {
    return this.#atEnd;
  }

  dispose(): void {
    this.scroller.removeEventListener("scroll", this.#onScroll);
    this.#resizes.disconnect();
  }

  /** Before rows change: follows where one scrolled, if the browser has not told of it yet. */
  follow(): void {
    if (this.scroller.scrollTop === this.#place) return;
    this.#place = this.scroller.scrollTop;
    this.#hold();
  }

  /** After rows changed or sizes did: brings back to its place what was being read. */
  settle(): void {
    if (this.#atEnd && Math.abs(this.#place) <= AT_END_PX) {
      // At 0 a reversed scroller stays at its end by itself, whatever is added.
      if (this.#place !== 0) this.toEnd();
      return;
    }
    if (this.#anchor) {
      const row = this.#row(this.#anchor.key);
      const moved = row ? row.getBoundingClientRect().top - this.#anchor.y : 0;
      if (Math.abs(moved) >= 1) this.scroller.scrollTop += moved;
    }
    this.#look();
  }

  /** Holds where one went before the script was there; false when one did not. */
  stay(): boolean {
    if (this.scroller.scrollTop === 0) return false;
    this.#scrolled();
    return true;
  }

  toEnd(): void {
    this.scroller.scrollTop = 0;
    this.#place = 0;
    this.#setAtEnd(true);
    this.#hold();
  }

  /** Shows the row with this key a quarter down the window; false when there is none. */
  toRow(key: string): boolean {
    const row = this.#row(key);
    if (!row) return false;
    this.scroller.scrollTop += this.#topOf(row) - this.scroller.clientHeight * MARK_PLACE;
    this.#scrolled();
    return true;
  }

  #scrolled(): void {
    this.#look();
    this.askForMore();
  }

  #look(): void {
    this.#place = this.scroller.scrollTop;
    this.#setAtEnd(Math.abs(this.#place) <= AT_END_PX && this.events.isLatest());
    this.#hold();
  }

  #setAtEnd(atEnd: boolean): void {
    if (atEnd === this.#atEnd) return;
    this.#atEnd = atEnd;
    this.events.atEnd(atEnd);
  }

  /** Asks for what is near and not held. */
  askForMore(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const below = Math.abs(scrollTop);
    if (scrollHeight - clientHeight - below < NEAR_PX) this.events.nearTop();
    if (below < NEAR_PX) this.events.nearBottom();
  }

  /** Remembers the first row that is seen, and where it stands. */
  #hold(): void {
    this.#anchor = undefined;
    if (this.#atEnd) return;
    const rows = this.#rows;
    let low = 0;
    let high = rows.length - 1;
    while (low < high) { // the rows are in order: the first whose end is in the window
      const middle = (low + high) >> 1;
      const row = rows[middle];
      if (row && this.#topOf(row) + row.offsetHeight <= 0) low = middle + 1;
      else high = middle;
    }
    const row = rows[low];
    const key = row?.dataset.key;
    if (row && key) this.#anchor = { key, y: row.getBoundingClientRect().top };
  }

  get #rows(): HTMLElement[] {
    const list = this.scroller.firstElementChild;
    return list ? Array.from(list.children).filter((row) => row instanceof HTMLElement) : [];
  }

  #row(key: string): HTMLElement | undefined {
    return this.#rows.find((row) => row.dataset.key === key);
  }

  #topOf(row: Element): number {
    return row.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
  }
}
