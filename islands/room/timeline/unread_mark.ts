import type { TimelineItem } from "../../../lib/client/model.ts";

/**
 * Where the mark of new messages stands: after what was read when one looked away. It stays while one
 * reads on, and moves when one has read to the end and looked away again.
 */
export class UnreadMark {
  #after: number | undefined;
  #read: number;

  /** `read`: the last seq read anywhere; `unread`: how many of others' messages follow it. */
  constructor(read: number, unread: number) {
    this.#read = read;
    this.#after = unread > 0 ? read : undefined;
  }

  /** New messages begin after this seq; `undefined`: there are none to mark. */
  get after(): number | undefined {
    return this.#after;
  }

  /** The person reads the end, whose seq this is. */
  readTo(seq: number): void {
    this.#read = Math.max(this.#read, seq);
  }

  /** Something came while nobody looked: returns whether the mark moved. */
  missed(items: readonly TimelineItem[]): boolean {
    if (this.#after !== undefined && this.#after >= this.#read) return false;
    const missed = items.some((item) =>
      item.is === "message" && !item.own && item.event.seq > this.#read &&
      item.event.deletedAt === undefined
    );
    if (missed) this.#after = this.#read;
    return missed;
  }

  /** What is after this seq was marked as new again. */
  putBack(seq: number): void {
    this.#read = this.#after = seq;
  }

  /** What is up to this seq counts as read, though it may not be held yet: there is no mark. */
  clear(seq: number): void {
    this.readTo(seq);
    this.#after = undefined;
  }
}
