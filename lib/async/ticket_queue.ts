/** A place in a queue. */
export interface Ticket {
  /** Resolves when all earlier tickets are released; `undefined` where they are already. */
  readonly turn: Promise<void> | undefined;
  /** Lets the next one pass. Releasing twice does nothing. */
  release(): void;
}

/** Queues by key: work that is prepared concurrently still happens in the order of its tickets. */
export class TicketQueue {
  readonly #last = new Map<string, QueuedTicket>();

  /** Takes the next ticket of `key`. It must be released, whatever happens. */
  take(key: string): Ticket {
    const ticket = new QueuedTicket(this.#last.get(key), () => {
      if (this.#last.get(key) === ticket) this.#last.delete(key);
    });
    this.#last.set(key, ticket);
    return ticket;
  }
}

/** One ticket: passed once it is released and all before it have passed. */
class QueuedTicket implements Ticket {
  readonly turn: Promise<void> | undefined;
  #isFirst = false;
  #released = false;
  #passed = false;
  #next: QueuedTicket | undefined;
  #begin: (() => void) | undefined;

  constructor(before: QueuedTicket | undefined, private readonly passed: () => void) {
    if (!before) {
      this.#isFirst = true;
      return;
    }
    before.#next = this;
    this.turn = new Promise((resolve) => this.#begin = resolve);
  }

  release(): void {
    this.#released = true;
    // deno-lint-ignore no-this-alias -- a loop, since others may have been released before their turn
    let ticket: QueuedTicket | undefined = this;
    while (ticket) ticket = ticket.#pass();
  }

  /** Passes if it may; the ticket whose turn that made it. */
  #pass(): QueuedTicket | undefined {
    if (!this.#isFirst || !this.#released || this.#passed) return undefined;
    this.#passed = true;
    this.passed();
    const next = this.#next;
    if (!next) return undefined;
    next.#isFirst = true;
    next.#begin?.();
    return next;
  }
}
