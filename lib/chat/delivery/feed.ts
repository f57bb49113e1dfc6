import type {
  ConversationId,
  EventBatch,
  LogEvent,
  Quotes,
  UserId,
} from "../../protocol/events.ts";
import { quotedIn, quotesOrNone } from "../../protocol/quotes.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { Clock, Timer } from "../../runtime/clock.ts";
import { isWhole } from "../messages/read_out.ts";
import { type Directory, namedBeside } from "../identity/profiles.ts";

/** Hints that wait behind a gap. More are dropped: the log has what they say. */
const MAX_WAITING = 64;
/** Events that one repair reads at a time: as many as a commit may hold, twice. */
const PAGE_EVENTS = 512;
const FIRST_RETRY_MS = 200;
const MAX_RETRY_MS = 5_000;

/** What a feed is made with. */
export interface FeedContext {
  conversation: ConversationId;
  /** Takes the next events, in order and without a gap. */
  deliver(batch: EventBatch): void;
  /** Events after a seq, with their profiles, from the log. */
  read(after: number, limit: number): Promise<EventBatch>;
  /** Profiles that need no read, and the ids that do. */
  known(ids: Iterable<UserId>): ReturnType<Directory["known"]>;
  /** Quotes that need no read. */
  quoted(events: readonly LogEvent[]): Quotes;
  clock: Clock;
  logger: Logger;
}

/**
 * One conversation's events, each once and in order, out of hints that may be lost, doubled or late.
 *
 *   starting ──start──▶ level ──a gap──▶ repairing ──up to what was heard──▶ level
 *
 * Level: `position` is the highest seq heard of. At most one repair reads the log at a time.
 */
export class Feed {
  followers = 0;
  started: Promise<void> | undefined;
  #state: "starting" | "level" | "repairing" | "stopped" = "starting";
  #position = 0;
  #heard = 0;
  #waiting: EventBatch[] = [];
  #failures = 0;
  #retry: Timer | undefined;

  constructor(private readonly outlet: FeedContext) {}

  get conversation(): ConversationId {
    return this.outlet.conversation;
  }

  /** The last seq delivered; `undefined` before the start. */
  get position(): number | undefined {
    return this.#state === "starting" ? undefined : this.#position;
  }

  /** Begins after `head`: what was heard meanwhile goes on from there. */
  start(head: number): void {
    if (this.#state !== "starting") return;
    this.#state = "level";
    this.#position = head;
    this.#goOn();
  }

  stop(): void {
    this.#state = "stopped";
    this.#retry?.cancel();
    this.#waiting = [];
  }

  /** Takes a hint: consecutive events, in any order with other hints, maybe had already. */
  hear(batch: EventBatch): void {
    if (this.#state === "stopped" || batch.events.length === 0) return;
    if (this.#state !== "starting" && lastSeq(batch) <= this.#position) return;
    if (this.#deliverNext(batch)) return;
    this.#waiting.push(batch);
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
    this.heardOf(lastSeq(batch));
  }

  /** The log is known to hold events up to `seq`. */
  heardOf(seq: number): void {
    this.#heard = Math.max(this.#heard, seq);
    if (this.#state === "level") this.#goOn();
  }

  #goOn() {
    this.#drain();
    if (this.#position < this.#heard) this.#repair();
  }

  /** Delivers a batch that is next in line at once, if nothing waits; the usual case. */
  #deliverNext(batch: EventBatch): boolean {
    const isNext = this.#state === "level" && this.#waiting.length === 0 &&
      this.#heard <= this.#position && firstSeq(batch) === this.#position + 1;
    if (!isNext) return false;
    const complete = this.#complete(batch);
    if (!complete) return false;
    this.#position = this.#heard = lastSeq(batch);
    this.outlet.deliver(complete);
    return true;
  }

  /** The batch with what it needs beside it; `undefined` where that must be read. */
  #complete(batch: EventBatch): EventBatch | undefined {
    if (!batch.events.every(isWhole)) return undefined; // an edit without words is only a hint (M1)
    const quotes = { ...batch.quotes, ...this.outlet.quoted(batch.events) };
    for (const seq of quotedIn(batch.events)) if (!quotes[seq]) return undefined;
    const { profiles, missing } = this.outlet.known(namedBeside(batch.events, quotes));
    if (missing.some((id) => !batch.users[id])) return undefined;
    return { ...batch, users: { ...batch.users, ...profiles }, ...quotesOrNone(quotes) };
  }

  /** Delivers what is next in line, as long as all that it names and quotes is known. */
  #drain() {
    while (this.#waiting.length > 0) {
      this.#waiting = this.#waiting.filter((batch) => lastSeq(batch) > this.#position);
      const next = this.#waiting.find((batch) => firstSeq(batch) <= this.#position + 1);
      if (!next) return;
      const complete = this.#complete(next);
      if (!complete) return;
      this.#emit(complete);
    }
  }

  #emit({ events, ...beside }: EventBatch) {
    const fresh = events.filter((event) => event.seq > this.#position);
    this.#position = fresh.at(-1)?.seq ?? this.#position;
    if (fresh.length > 0) this.outlet.deliver({ ...beside, events: fresh });
  }

  async #repair() {
    this.#state = "repairing";
    try {
      while (this.#position < this.#heard) {
        const [heard, before] = [this.#heard, new Set(this.#waiting)];
        const page = await this.outlet.read(this.#position, PAGE_EVENTS);
        if (this.#state !== "repairing") return;
        this.#emit(page);
        if (page.events.length === 0) {
          // The log ends here, so what spoke of more before this read was wrong.
          this.#waiting = this.#waiting.filter((batch) => !before.has(batch));
          if (this.#heard === heard) this.#heard = this.#position;
        }
        this.#drain();
      }
      this.#failures = 0;
      this.#state = "level";
    } catch (error) {
      if (this.#state !== "repairing") return;
      this.outlet.logger.error("A conversation could not be read on", error, {
        id: this.conversation,
      });
      const wait = Math.min(FIRST_RETRY_MS * 2 ** this.#failures++, MAX_RETRY_MS);
      this.#retry = this.outlet.clock.after(wait, () => void this.#repair());
    }
  }
}

function firstSeq(batch: EventBatch): number {
  return batch.events[0]?.seq ?? 0;
}

function lastSeq(batch: EventBatch): number {
  return batch.events.at(-1)?.seq ?? 0;
}
