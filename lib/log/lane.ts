import type { ConversationId, UserId } from "../protocol/events.ts";
import type { Head, LogEntry } from "./log.ts";
import { keys } from "../kv/keys.ts";
import { type Key, Unavailable } from "../kv/kv.ts";
import { keyBytes } from "../kv/size.ts";
import { CachedHead } from "./cached_head.ts";
import type { LaneCommit } from "./lane_commit.ts";
import type { PendingAppend } from "./pending_append.ts";

/** How long a lane counts as contended after another instance wrote to it, in milliseconds. */
const CONTENDED_MS = 1000;
/** A contended lane's head is read again before a commit if it is older, in milliseconds. */
const FRESH_MS = 1;

/** A request is given up after so long in which its lane fails or is searched, in milliseconds. */
const BUDGET_MS = 10_000;

/**
 * The queue of one conversation: its requests in their order, and what is known of the log's end.
 *
 *     idle → preparing → ready → committing → (resting →) idle
 *
 * Invariant: only the code that took it out of `idle` or `ready` changes `head` and `targets`.
 */
export class Lane {
  state: "idle" | "preparing" | "ready" | "committing" | "resting" = "idle";
  /** What is next. New requests come in by `add` alone. */
  readonly queue: PendingAppend[] = [];
  /** By author, the requests that wait for a long search of the log. */
  readonly #deferred = new Map<UserId, PendingAppend[]>();
  /** Undefined before the first request, and when it may have moved. */
  head: CachedHead | undefined;
  /** The entries that queued requests change, as they stand at `head`. */
  readonly targets = new Map<number, LogEntry | undefined>();
  /** Commits and reads without an answer since the last successful commit. */
  failures = 0;
  /** Commits whose checks failed since the last successful commit. */
  races = 0;
  /** When the head was last known to be that of the store. */
  #knownAt = -Infinity;
  /** The head as it was when it was invalidated. */
  #invalidated: CachedHead | undefined;
  #contendedUntil = -Infinity;
  #failingSince = Infinity;

  /** The key of the head, and what the keys of its rows take, in bytes: the same for each commit. */
  readonly headKey: Key;
  readonly headKeyBytes: number;
  readonly entryKeyBytes: number;

  constructor(readonly conversation: ConversationId) {
    this.headKey = keys.head(conversation);
    this.headKeyBytes = keyBytes(this.headKey);
    this.entryKeyBytes = keyBytes(keys.entry(conversation, 0));
  }

  /** Nothing waits, in the queue or deferred. */
  get isIdle(): boolean {
    return this.state === "idle" && this.#deferred.size === 0;
  }

  /** Adds a request last; those of one author keep their order, deferred or not. */
  add(pending: PendingAppend): void {
    (this.#deferred.get(pending.request.by) ?? this.queue).push(pending);
  }

  /** Takes an author's requests out of the queue; false when they are deferred already. */
  defer(author: UserId): boolean {
    if (this.#deferred.has(author)) return false;
    const theirs = this.queue.filter(({ request }) => request.by === author);
    for (const pending of theirs) this.remove(pending);
    this.#deferred.set(author, theirs);
    return true;
  }

  /** The deferred requests of an author. */
  deferredOf(author: UserId): readonly PendingAppend[] {
    return this.#deferred.get(author) ?? [];
  }

  /** Puts an author's deferred requests back, last. */
  requeue(author: UserId): void {
    this.queue.push(...this.deferredOf(author));
    this.#deferred.delete(author);
  }

  /** Whether `pending` can be appended without another read. */
  isPrepared(pending: PendingAppend): boolean {
    if (!this.head || pending.searchedTo < this.head.idsAfter) return false;
    const { target } = pending;
    return target === undefined || target > this.head.seq || target < 1 || this.targets.has(target);
  }

  /** Whether its first request can be appended without another read. */
  isReady(): boolean {
    const [first] = this.queue;
    return first !== undefined && this.isPrepared(first);
  }

  /** Another instance appends here as well, so a commit is likely to fail. */
  isContended(now: number): boolean {
    return now < this.#contendedUntil;
  }

  /** Whether another instance may have moved the head since it was read. */
  mayBeStale(now: number): boolean {
    return this.isContended(now) && now - this.#knownAt > FRESH_MS;
  }

  remove(pending: PendingAppend): void {
    for (const queue of [this.queue, this.#deferred.get(pending.request.by) ?? []]) {
      const index = queue.indexOf(pending);
      if (index >= 0) queue.splice(index, 1);
    }
  }

  /**
   * Takes the head as it was read. If it did not change, the ids in memory still hold; if it did,
   * another instance writes here too.
   */
  setHead(head: Head, versionstamp: string | null, now: number): CachedHead {
    const former = this.#invalidated;
    this.#invalidated = undefined;
    this.#knownAt = now;
    if (former?.versionstamp === versionstamp) return former;
    if (former) this.#contendedUntil = now + CONTENDED_MS;
    return new CachedHead(head, versionstamp);
  }

  /** The head may have moved: it is read again before the next commit. */
  invalidateHead(): void {
    const { head } = this;
    if (!head) return;
    for (const pending of this.queue) {
      // What the ids in memory answer now need not be searched later.
      const inMemory = pending.searchedTo >= head.idsAfter && !head.find(pending.name);
      if (inMemory) pending.searchedTo = Math.max(pending.searchedTo, head.seq);
    }
    this.#invalidated = head;
    this.head = undefined;
    this.targets.clear();
  }

  /** `taken` were in a commit of unknown outcome: they are queued again, first. */
  retry(taken: readonly PendingAppend[], why: "raced" | "unanswered", now: number): void {
    this.queue.unshift(...taken);
    for (const pending of taken) pending.tried = true;
    this.invalidateHead();
    if (why === "unanswered") this.noteFailure(now);
    else this.races++;
    this.#failingSince = Math.min(this.#failingSince, now);
  }

  /** The commit succeeded. */
  advance(commit: LaneCommit, versionstamp: string, now: number): void {
    this.#knownAt = now;
    this.head?.advance(commit.head, versionstamp, commit.entries);
    for (const [seq, entry] of commit.revised) this.targets.set(seq, entry);
    this.#resetFailures();
  }

  /** Nothing waits: earlier failures do not count for the next request. */
  becomeIdle(): void {
    this.state = "idle";
    this.targets.clear();
    this.#resetFailures();
  }

  /** A commit or a read had no answer. */
  noteFailure(now: number): void {
    this.failures++;
    this.#failingSince = Math.min(this.#failingSince, now);
  }

  /** Gives up requests for which the store has been failing for `BUDGET_MS`. */
  expire(now: number): void {
    this.#giveUp(
      this.queue.filter(({ requestedAt }) =>
        now >= Math.max(requestedAt, this.#failingSince) + BUDGET_MS
      ),
    );
  }

  /** Gives up an author's deferred requests that have waited for `BUDGET_MS`. */
  expireDeferred(author: UserId, now: number): void {
    this.#giveUp(
      this.deferredOf(author).filter(({ requestedAt }) => now >= requestedAt + BUDGET_MS),
    );
  }

  #giveUp(late: readonly PendingAppend[]): void {
    for (const pending of late) {
      this.remove(pending);
      pending.fail(new Unavailable("The store did not answer in time; ask again"));
    }
  }

  /** Refuses all requests, and trusts nothing that is in memory. */
  reset(error: Error): void {
    for (const pending of [...this.queue, ...[...this.#deferred.values()].flat()]) {
      this.remove(pending);
      pending.fail(error);
    }
    this.invalidateHead();
    if (this.state === "ready" || this.state === "committing") this.becomeIdle();
  }

  #resetFailures(): void {
    this.failures = 0;
    this.races = 0;
    this.#failingSince = Infinity;
  }
}
