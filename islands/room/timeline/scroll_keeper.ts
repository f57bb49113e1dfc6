/** The person reads along while the end is at most this far away. */
const AT_END_PX = 100;
/** A page is loaded when the end of the rows comes this close: before it is seen. */
const NEAR_PX = 800;
/** Where the mark of new messages stands in the window when it is opened: below what was read. */
const MARK_PLACE = 0.25;
/**
 * Rows that keep their neighbours. “Load earlier”, a day and the mark of new messages do not: they stand
 * before whatever is the first, and to hold one of them would scroll through page after page.
 */
const ANCHORS = ".message, .notice";

export interface ScrollEvents {
  /** The person came to the end, or left it. */
  atEnd(atEnd: boolean): void;
  /** Whether the conversation ends where the rows do. */
  isLatest(): boolean;
  nearTop(): void;
  nearBottom(): void;
}

/**
 * Keeps what a person reads in its place while rows come and go around it. The scroller is reversed:
 * its end is at 0, and offsets above are negative.
 */
export class ScrollKeeper {
  /**
   * The row that is kept in its place in the window, by its lower edge: a byline above it may come or
   * go. None at the end, which stays by itself.
   */
  #anchor: { key: string; y: number; scrollerY: number } | undefined;
  #atEnd = true;
  /** `scrollTop` as it was last read: reading it costs a layout. */
  #place = 0;
  readonly #resizes: ResizeObserver;
  readonly #onScroll = () => {
    this.#undoGrowth();
    this.#scrolled();
  };

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

  /** Before rows change: follows a scroll that the browser has not told of yet. */
  follow(): void {
    if (this.scroller.scrollTop === this.#place) return;
    this.#undoGrowth();
    this.#place = this.scroller.scrollTop;
    this.#hold();
  }

  /** After rows were drawn: moves the anchor back to its place. */
  drawn(): void {
    this.settle();
    // What is laid out only near the window has its size in the picture alone, and the list may then be as
    // high as before, which no observer tells of: it begins anew, so that it tells in any case.
    const list = this.scroller.firstElementChild;
    if (!list || this.#atEnd) return;
    this.#resizes.unobserve(list);
    this.#resizes.observe(list);
  }

  /** After rows or sizes changed: moves the anchor back to its place. */
  settle(): void {
    if (this.#atEnd && Math.abs(this.#place) <= AT_END_PX) {
      // At 0 a reversed scroller stays at its end by itself, whatever is added.
      if (this.#place !== 0) this.toEnd();
      return;
    }
    const held = this.#anchor;
    if (held) {
      const row = this.#row(held.key);
      const moved = row ? row.getBoundingClientRect().bottom - held.y : 0;
      if (Math.abs(moved) >= 1) this.scroller.scrollTop += moved;
    }
    this.#look();
    // What is less than a pixel is owed: forgotten, many small changes would add up.
    const now = this.#anchor;
    if (held && now?.key === held.key && Math.abs(now.y - held.y) < 1) now.y = held.y;
  }

  /** Keeps the place that was scrolled to before the script ran; false if there is none. */
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

  /**
   * In a picture with a scroll, rows may have got another size as well: moves the anchor to where the scroll
   * alone would have led it.
   */
  #undoGrowth(): void {
    const row = this.#anchor && this.#row(this.#anchor.key);
    if (!this.#anchor || !row || this.#scrollerY !== this.#anchor.scrollerY) return;
    const scrolled = this.scroller.scrollTop - this.#place;
    const moved = row.getBoundingClientRect().bottom - (this.#anchor.y - scrolled);
    if (Math.abs(moved) >= 1) this.scroller.scrollTop += moved;
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

  /** Loads what is near and not loaded. */
  askForMore(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const below = Math.abs(scrollTop);
    if (scrollHeight - clientHeight - below < NEAR_PX) this.events.nearTop();
    if (below < NEAR_PX) this.events.nearBottom();
  }

  /** Remembers the first row in sight, and where it stands. */
  #hold(): void {
    this.#anchor = undefined;
    if (this.#atEnd) return;
    const rows = this.#rows.filter((row) => row.matches(ANCHORS));
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
    if (!row || !key) return;
    this.#anchor = { key, y: row.getBoundingClientRect().bottom, scrollerY: this.#scrollerY };
  }

  get #scrollerY(): number {
    return this.scroller.getBoundingClientRect().top;
  }

  get #rows(): HTMLElement[] {
    const list = this.scroller.firstElementChild;
    return list ? Array.from(list.children).filter((row) => row instanceof HTMLElement) : [];
  }

  #row(key: string): HTMLElement | undefined {
    return this.#rows.find((row) => row.dataset.key === key);
  }

  #topOf(row: Element): number {
    return row.getBoundingClientRect().top - this.#scrollerY;
  }
}
