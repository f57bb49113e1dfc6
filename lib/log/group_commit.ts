import type { ConversationId } from "../protocol/events.ts";
import { type Logger, throttledLogger } from "../runtime/logger.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import type { AloneGuard, AppendOutcome, AppendRequest, LogEntry, OnCommitted } from "./log.ts";
import { keys } from "../kv/keys.ts";
import { type Kv, Unavailable } from "../kv/kv.ts";
import { Batch } from "./batch.ts";
import { Contention } from "./contention.ts";
import { Deliveries, repliesSent } from "./deliveries.ts";
import { microtasks } from "../async/microtasks.ts";
import type { Lane } from "./lane.ts";
import { Lanes } from "./lanes.ts";
import { Preparer } from "./preparer.ts";
import { type AppendListener, PendingAppend } from "./pending_append.ts";

/** Requests that may wait; more are refused at once: a queue that long would not be served in time. */
const MAX_PENDING = 10_000;
/** Failures of the store are logged at most once in so many milliseconds. */
const FAILURE_LOG_MS = 1000;

/** What the group commit is made of. */
export interface GroupCommitOptions {
  kv: Kv;
  clock: Clock;
  random: Random;
  onCommitted: OnCommitted;
  /** Proves of commits that nobody else needs to be told; without it, everybody is. */
  alone?: AloneGuard;
  /** A request ended without a known outcome: it may be committed later. */
  onUncertain?: () => void;
  logger: Logger;
}

/** What is known of a commit: `raced` if a check failed, `unanswered` if there was no answer. */
type CommitEnd = { is: "committed"; versionstamp: string } | { is: "raced" | "unanswered" };

/** One commit in flight; requests that come meanwhile go with the next. See docs/architecture.md. */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  readonly #lanes = new Lanes();
  readonly #contention: Contention;
  readonly #logger: Logger;
  readonly #preparer: Preparer;
  readonly #deliveries: Deliveries;
  readonly #listener: AppendListener;
  readonly #pending = new Set<PendingAppend>(); // the oldest first
  #ready: Lane[] = []; // the least recently served first
  #running = false;
  /** A guarded commit failed, maybe because another instance joined: not known until it is read. */
  #guardInDoubt = false;
  #inFlight: Batch | undefined;
  #drained: PromiseWithResolvers<void> | undefined;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
    this.#contention = new Contention(options.random);
    this.#logger = throttledLogger(options.logger, options.clock, FAILURE_LOG_MS);
    this.#preparer = new Preparer({
      ...options,
      logger: this.#logger,
      contention: this.#contention,
      found: this.#found.bind(this),
      resumed: (lane) => {
        if (lane.state === "idle") this.#consider(lane);
      },
    });
    this.#listener = {
      logger: options.logger,
      ended: (pending) => void this.#pending.delete(pending),
      uncertain: options.onUncertain ?? (() => {}),
    };
    this.#deliveries = new Deliveries(options.onCommitted, options.logger);
  }

  append(request: AppendRequest): Promise<AppendOutcome> {
    if (this.#drained) return Promise.reject(new Unavailable("The server is shutting down"));
    if (this.#pending.size >= MAX_PENDING) {
      return Promise.reject(new Unavailable("Too many requests wait for the store"));
    }
    const pending = new PendingAppend(request, this.#options.clock.elapsed(), this.#listener);
    this.#pending.add(pending);
    const lane = this.#lanes.of(request.conversation);
    lane.add(pending);
    if (lane.state === "idle") this.#consider(lane);
    return pending.outcome;
  }

  /** Milliseconds that the oldest request has been waiting; 0 when none waits. */
  oldestPendingMs(): number {
    const [oldest] = this.#pending;
    return oldest ? this.#options.clock.elapsed() - oldest.requestedAt : 0;
  }

  /** Another instance appended up to `seq`: a head in memory that ends before is outdated. */
  noteRemoteAppend(conversation: ConversationId, seq: number): void {
    const lane = this.#lanes.known(conversation);
    if (!lane?.head || lane.head.seq >= seq) return;
    if (lane.state === "idle" || lane.state === "resting") lane.invalidateHead();
    else if (lane.state === "ready") {
      lane.invalidateHead();
      this.#ready.splice(this.#ready.indexOf(lane), 1);
      this.#consider(lane);
    }
  }

  /** Resolves when nothing waits any more and everything was given to `onCommitted`. */
  drain(): Promise<void> {
    this.#drained ??= Promise.withResolvers();
    this.#checkDrained();
    return this.#drained.promise;
  }

  /** Decides what the lane needs next. */
  #consider(lane: Lane): void {
    if (lane.queue.length === 0) {
      lane.becomeIdle();
      this.#checkDrained();
    } else if (lane.isReady()) {
      lane.state = "ready";
      this.#ready.push(lane);
      this.#start();
    } else {
      lane.state = "preparing";
      this.#preparer.prepare(lane).then(() => this.#consider(lane));
    }
  }

  /** The request's entry stands in the log: of a lost commit, or of an earlier try elsewhere. */
  #found(lane: Lane, pending: PendingAppend, entry: LogEntry): void {
    const { seq, at } = entry.event;
    pending.settle({ seq, at, duplicate: !pending.tried });
    // The instance that wrote it may have died before it told anyone; receivers drop duplicates.
    this.#deliveries.add({ conversation: lane.conversation, entries: [entry], alone: false });
    repliesSent().then(() => this.#deliver());
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#run().catch((error) => this.#recover(error));
  }

  /** A fault of our own ended the loop: all requests are refused, and the next one starts it anew. */
  #recover(fault: unknown): void {
    this.#options.logger.error("The group commit failed; all its requests were refused", fault);
    const refusal = new Unavailable("The server failed; ask again", { cause: fault });
    for (const commit of this.#inFlight?.commits.values() ?? []) commit.fail(refusal);
    this.#inFlight = undefined;
    this.#ready = [];
    this.#running = false;
    for (const lane of this.#lanes) lane.reset(refusal);
    this.#deliver();
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    await microtasks(1); // requests of the same turn go together
    while (this.#ready.length > 0) {
      const batch = this.#build(await this.#choose());
      if (batch.commits.size === 0) continue; // all that was ready ended without a commit
      this.#inFlight = batch;
      const started = clock.elapsed();
      const committing = this.#commit(batch);
      this.#deliver();
      const end = await committing;
      const now = clock.elapsed();
      this.#contention.learn(batch.commits.keys(), now, now - started, end.is === "committed");
      if (end.is === "committed") this.#committed(batch, end.versionstamp, started);
      else this.#lost(batch, end.is);
      this.#inFlight = undefined;
      await repliesSent();
    }
    this.#running = false;
    this.#deliver();
  }

  /** The lanes of the next commit. A head that another instance moved would fail it: read it now. */
  async #choose(): Promise<Lane[]> {
    const { clock, kv } = this.#options;
    const chosen = this.#contention.choose(this.#ready, kv.maxChecks, clock.elapsed());
    const stale = chosen.filter((lane) => lane.mayBeStale(clock.elapsed()));
    if (stale.length === 0) return chosen;
    try {
      const heads = await kv.getMany(stale.map((lane) => keys.head(lane.conversation)));
      stale.forEach((lane, n) => {
        if (lane.head?.versionstamp !== heads[n]?.versionstamp) lane.invalidateHead();
      });
    } catch {
      // The commit will tell whether the store is there, and whether the heads moved.
    }
    return chosen;
  }

  #build(choice: readonly Lane[]): Batch {
    const { clock, kv } = this.#options;
    const chosen = choice.filter((lane) => lane.state === "ready");
    const guard = this.#guardInDoubt ? undefined : this.#options.alone?.aloneCheck();
    const batch = new Batch(clock.now(), kv.maxChecks, guard);
    for (let turn = chosen; turn.length > 0;) turn = turn.filter((lane) => batch.take(lane));
    const ended = new Set(chosen.filter((lane) => !batch.commits.has(lane) && !lane.isReady()));
    for (const lane of batch.commits.keys()) lane.state = "committing";
    this.#ready = this.#ready.filter((lane) => !batch.commits.has(lane) && !ended.has(lane));
    for (const lane of ended) this.#consider(lane);
    return batch;
  }

  /** Never rejects. Whatever it gives but `committed`, the batch may have been committed. */
  async #commit(batch: Batch): Promise<CommitEnd> {
    try {
      const result = await this.#options.kv.commit(batch.checks, batch.mutations);
      return result.ok ? { is: "committed", versionstamp: result.versionstamp } : { is: "raced" };
    } catch (error) {
      this.#logger.error("The outcome of a commit is not known", error);
      return { is: "unanswered" };
    }
  }

  #committed(batch: Batch, versionstamp: string, started: number): void {
    const { clock } = this.#options;
    const alone = batch.guard !== undefined;
    if (alone) this.#options.alone?.confirmAlone(started);
    for (const [lane, commit] of batch.commits) {
      lane.advance(commit, versionstamp, clock.elapsed());
      this.#lanes.grow(commit.entries.length);
      const { entries, revised } = commit;
      const changed = revised.size > 0 && { revised: [...revised.values()] };
      this.#deliveries.add({ conversation: lane.conversation, entries, alone, ...changed });
    }
    for (const commit of batch.commits.values()) commit.acknowledge();
    for (const lane of batch.commits.keys()) {
      if (lane.isContended(clock.elapsed())) {
        lane.state = "resting";
        clock.after(this.#contention.restMs(), () => this.#consider(lane));
      } else this.#consider(lane);
    }
  }

  #lost(batch: Batch, why: "raced" | "unanswered"): void {
    const now = this.#options.clock.elapsed();
    if (batch.guard && why === "raced") this.#suspectGuard();
    for (const [lane, commit] of batch.commits) lane.retry(commit.taken, why, now);
    for (const lane of batch.commits.keys()) this.#consider(lane);
  }

  /** Commits go on without the guard until it is known whether another instance is live. */
  #suspectGuard(): void {
    this.#guardInDoubt = true;
    this.#options.alone?.refresh().finally(() => {
      this.#guardInDoubt = false;
    });
  }

  #deliver(): void {
    this.#deliveries.deliver();
    this.#checkDrained();
  }

  #checkDrained(): void {
    const idle = this.#pending.size === 0 && !this.#running && this.#deliveries.isEmpty;
    if (idle) this.#drained?.resolve();
  }
}
