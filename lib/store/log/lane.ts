import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { Head, LogEntry } from "../conversation_log.ts";
import { Unavailable } from "../kv.ts";
import { CachedHead } from "./cached_head.ts";
import type { LanePart } from "./lane_part.ts";
import type { Waiting } from "./waiting.ts";

/** A lane that another instance wrote to counts as contended for so long, in milliseconds. */
const CONTENDED_MS = 1000;
/** A contended lane's head that is older is read again before its commit, in milliseconds. */
const FRESH_MS = 1;

/** A request is given up after so long in which commits of its lane fail, in milliseconds. */
const BUDGET_MS = 10_000;

/**
 * One conversation's way into the log: its requests in their order, and what is known of its end.
 *
 *     idle → preparing → ready → committing → (resting →) idle
 *
 * Only who took it out of `idle` or `ready` changes `head` and `targets`; anyone may add to `queue`.
 */
export class Lane {
  state: "idle" | "preparing" | "ready" | "committing" | "resting" = "idle";
  /** What is next; only `add` puts new requests in. */
  readonly queue: Waiting[] = [];
  /** By author, the requests that wait until one of them was searched for deep in the log. */
  readonly #aside = new Map<UserId, Waiting[]>();
  /** Not known before the first request, nor when it may have moved. */
  head: CachedHead | undefined;
  /** Entries as they stand at `head`, those that requests in the queue change. */
  readonly targets = new Map<number, LogEntry | undefined>();
  /** Commits and reads that had no answer since the last commit that went well. */
  failures = 0;
  /** Commits whose checks failed since the last that went well. */
  races = 0;
  /** When the head was last known to be the store's. */
  #knownAt = -Infinity;
  /** The head as it was when it came into doubt. */
  #suspect: CachedHead | undefined;
  #contendedUntil = -Infinity;
  #failingSince = Infinity;

  constructor(readonly conversation: ConversationId) {}

  /** Nothing waits, in the queue or beside it. */
  get isIdle(): boolean {
    return this.state === "idle" && this.#aside.size === 0;
  }

  /** A new request goes last; each author's keep their order, also beside the queue. */
  add(waiting: Waiting): void {
    (this.#aside.get(waiting.request.by) ?? this.queue).push(waiting);
  }

  /** Takes an author's requests out of the queue; false when they are out of it already. */
  setAside(author: UserId): boolean {
    if (this.#aside.has(author)) return false;
    const theirs = this.queue.filter(({ request }) => request.by === author);
    for (const waiting of theirs) this.remove(waiting);
    this.#aside.set(author, theirs);
    return true;
  }

  /** The requests of an author that are beside the queue. */
  asideOf(author: UserId): readonly Waiting[] {
    return this.#aside.get(author) ?? [];
  }

  /** Puts them back, as they are now. */
  takeBack(author: UserId): void {
    this.queue.push(...this.asideOf(author));
    this.#aside.delete(author);
  }

  /** Whether `waiting` can be appended without another read. */
  isPrepared(waiting: Waiting): boolean {
    if (!this.head || waiting.clearedTo < this.head.since) return false;
    const { target } = waiting;
    return target === undefined || target > this.head.seq || target < 1 || this.targets.has(target);
  }

  /** Whether its first request can be appended without another read. */
  isReady(): boolean {
    const [first] = this.queue;
    return first !== undefined && this.isPrepared(first);
  }

  /** Another instance appends to it as well, so a commit of it may well fail. */
  isContended(now: number): boolean {
    return now < this.#contendedUntil;
  }

  /** Whether a rival may have moved the head since it was read. */
  isStale(now: number): boolean {
    return this.isContended(now) && now - this.#knownAt > FRESH_MS;
  }

  remove(waiting: Waiting): void {
    for (const waitings of [this.queue, this.#aside.get(waiting.request.by) ?? []]) {
      const index = waitings.indexOf(waiting);
      if (index >= 0) waitings.splice(index, 1);
    }
  }

  /**
   * Takes the head as it was read. Unchanged, all that memory knew of it still holds; changed after
   * a commit of ours, another instance writes here too.
   */
  takeHead(head: Head, versionstamp: string | null, now: number): CachedHead {
    const suspect = this.#suspect;
    this.#suspect = undefined;
    this.#knownAt = now;
    if (suspect?.versionstamp === versionstamp) return suspect;
    if (suspect) this.#contendedUntil = now + CONTENDED_MS;
    return new CachedHead(head, versionstamp);
  }

  /** The head may have moved: it is read again before the next commit. */
  doubt(): void {
    const { head } = this;
    if (!head) return;
    for (const waiting of this.queue) {
      // What memory can answer now, it need not read later: only what came after is still open.
      const inMemory = waiting.clearedTo >= head.since && !head.find(waiting.name);
      if (inMemory) waiting.clearedTo = Math.max(waiting.clearedTo, head.seq);
    }
    this.#suspect = head;
    this.head = undefined;
    this.targets.clear();
  }

  /** `taken` were in a commit of unknown end: they wait again, first. */
  retry(taken: readonly Waiting[], why: "raced" | "unanswered", now: number): void {
    this.queue.unshift(...taken);
    for (const waiting of taken) waiting.tried = true;
    this.doubt();
    if (why === "unanswered") this.noteFailure(now);
    else this.races++;
    this.#failingSince = Math.min(this.#failingSince, now);
  }

  /** The lane's part of a commit went well. */
  advance(part: LanePart, versionstamp: string, now: number): void {
    this.#knownAt = now;
    this.head?.advance(part.head, versionstamp, part.entries);
    for (const [seq, entry] of part.revised) this.targets.set(seq, entry);
    this.#calm();
  }

  /** Nothing waits any more: what failed before is no matter to the next request. */
  rest(): void {
    this.state = "idle";
    this.targets.clear();
    this.#calm();
  }

  /** A commit or a read of the lane had no answer. */
  noteFailure(now: number): void {
    this.failures++;
    this.#failingSince = Math.min(this.#failingSince, now);
  }

  /** Gives up the requests for which the store has been failing too long. */
  expire(now: number): void {
    const late = this.queue.filter(({ since }) =>
      now >= Math.max(since, this.#failingSince) + BUDGET_MS
    );
    for (const waiting of late) {
      this.remove(waiting);
      waiting.fail(new Unavailable("The store did not answer in time; ask again"));
    }
  }

  #calm(): void {
    this.failures = 0;
    this.races = 0;
    this.#failingSince = Infinity;
  }
}
