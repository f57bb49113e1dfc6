import type { ConversationId } from "../../protocol/events.ts";
import type { Report } from "../../world/report.ts";
import type { Clock, Random } from "../../world/world.ts";
import type { AppendRequest, LogEntry, OnCommitted } from "../conversation_log.ts";
import { keys } from "../keys.ts";
import { type Kv, Unavailable } from "../kv.ts";
import { Batch } from "./batch.ts";
import { Contention } from "./contention.ts";
import { Deliveries, replied, turns } from "./deliveries.ts";
import type { Lane } from "./lane.ts";
import { Lanes } from "./lanes.ts";
import { Preparer } from "./preparer.ts";
import { sparing } from "./sparing_report.ts";
import { Waiting } from "./waiting.ts";

/** Requests that may wait; more are turned away at once, for a queue that long will not be served. */
const MAX_WAITING = 10_000;
/** The outside of the group commit. */
export interface GroupCommitOptions {
  kv: Kv;
  clock: Clock;
  random: Random;
  onCommitted: OnCommitted;
  /** A request was answered without an end that is known: what it asks may be committed later. */
  doubted?: () => void;
  report: Report;
}

/** What is known of a commit. */
type CommitEnd = { is: "committed"; versionstamp: string } | { is: "raced" | "unanswered" };

/** One commit in flight; what comes meanwhile goes with the next. See docs/architecture.md. */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  readonly #lanes = new Lanes();
  readonly #contention: Contention;
  readonly #complain: Report;
  readonly #preparer: Preparer;
  readonly #deliveries: Deliveries;
  #ready: Lane[] = []; // served longest ago first
  #waiting = 0;
  #running = false;
  #drained: PromiseWithResolvers<void> | undefined;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
    this.#contention = new Contention(options.random);
    this.#complain = sparing(options.report, options.clock);
    this.#preparer = new Preparer({
      ...options,
      report: this.#complain,
      contention: this.#contention,
      found: this.#found.bind(this),
      resumed: (lane) => {
        if (lane.state === "idle") this.#consider(lane);
      },
    });
    this.#deliveries = new Deliveries(options.onCommitted, options.report);
  }

  append(request: AppendRequest) {
    if (this.#drained) return Promise.reject(new Unavailable("The server is shutting down"));
    if (this.#waiting >= MAX_WAITING) {
      return Promise.reject(new Unavailable("Too many requests wait for the store"));
    }
    const { clock, report, doubted = () => {} } = this.#options;
    const ended = () => void this.#waiting--;
    const waiting = new Waiting(request, clock.elapsed(), { report, ended, doubted });
    this.#waiting++;
    const lane = this.#lanes.of(request.conversation);
    lane.add(waiting);
    if (lane.state === "idle") this.#consider(lane);
    return waiting.outcome;
  }

  /** Another instance appended up to `seq`: what is held of the head is old, if it ends before. */
  heard(conversation: ConversationId, seq: number): void {
    const lane = this.#lanes.known(conversation);
    if (!lane?.head || lane.head.seq >= seq) return;
    if (lane.state === "idle" || lane.state === "resting") lane.doubt();
    else if (lane.state === "ready") {
      lane.doubt();
      this.#ready.splice(this.#ready.indexOf(lane), 1);
      this.#consider(lane);
    }
  }

  /** Resolves when nothing waits any more and all was told to `onCommitted`. */
  drain(): Promise<void> {
    this.#drained ??= Promise.withResolvers();
    this.#checkDrained();
    return this.#drained.promise;
  }

  /** Finds out what the lane needs next. */
  #consider(lane: Lane): void {
    if (lane.queue.length === 0) {
      lane.rest();
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

  /** An entry of the request stands in the log: of a lost commit, or of an earlier try elsewhere. */
  #found(lane: Lane, waiting: Waiting, entry: LogEntry): void {
    const { seq, at } = entry.event;
    waiting.settle({ seq, at, duplicate: !waiting.tried });
    // Who wrote it may have died before telling anyone; whoever has it already drops it.
    this.#deliveries.add({ conversation: lane.conversation, entries: [entry] });
    replied().then(() => this.#tell());
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#run().catch((error) => this.#options.report("The group commit stopped", error));
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    await turns(1); // what is asked in the same turn goes together
    while (this.#ready.length > 0) {
      const batch = this.#build(await this.#choose());
      if (batch.parts.size === 0) continue; // all that was ready had its answer without a commit
      const started = clock.elapsed();
      const committing = this.#commit(batch);
      this.#tell();
      const end = await committing;
      this.#contention.learn(
        batch.parts.keys(),
        clock.elapsed(),
        clock.elapsed() - started,
        end.is === "committed",
      );
      if (end.is === "committed") this.#committed(batch, end.versionstamp);
      else this.#lost(batch, end.is);
      await replied();
    }
    this.#running = false;
    this.#tell();
  }

  /** The lanes for the next commit. What a rival moved meanwhile would fail it: that is seen now. */
  async #choose(): Promise<Lane[]> {
    const { clock, kv } = this.#options;
    const chosen = this.#contention.choose(this.#ready, kv.maxChecks, clock.elapsed());
    const stale = chosen.filter((lane) => lane.isStale(clock.elapsed()));
    if (stale.length === 0) return chosen;
    try {
      const heads = await kv.getMany(stale.map((lane) => keys.head(lane.conversation)));
      stale.forEach((lane, n) => {
        if (lane.head?.versionstamp !== heads[n]?.versionstamp) lane.doubt();
      });
    } catch {
      // The commit will tell whether the store is there, and whether they moved.
    }
    return chosen;
  }

  #build(choice: readonly Lane[]): Batch {
    const { clock, kv } = this.#options;
    const chosen = choice.filter((lane) => lane.state === "ready");
    const batch = new Batch(clock.now(), kv.maxChecks);
    for (let turn = chosen; turn.length > 0;) turn = turn.filter((lane) => batch.take(lane));
    const answered = new Set(chosen.filter((lane) => !batch.parts.has(lane) && !lane.isReady()));
    for (const lane of batch.parts.keys()) lane.state = "committing";
    this.#ready = this.#ready.filter((lane) => !batch.parts.has(lane) && !answered.has(lane));
    for (const lane of answered) this.#consider(lane);
    return batch;
  }

  /** `raced` says a check failed, `unanswered` nothing at all; either may have been committed. */
  async #commit(batch: Batch): Promise<CommitEnd> {
    try {
      const result = await this.#options.kv.commit(batch.checks, batch.mutations);
      return result.ok ? { is: "committed", versionstamp: result.versionstamp } : { is: "raced" };
    } catch (error) {
      this.#complain("A commit's end is not known", error);
      return { is: "unanswered" };
    }
  }

  #committed(batch: Batch, versionstamp: string): void {
    const { clock } = this.#options;
    for (const [lane, part] of batch.parts) {
      lane.advance(part, versionstamp, clock.elapsed());
      this.#lanes.grow(part.entries.length);
      this.#deliveries.add({ conversation: lane.conversation, entries: part.entries });
    }
    for (const part of batch.parts.values()) part.acknowledge();
    for (const lane of batch.parts.keys()) {
      if (lane.isContended(clock.elapsed())) {
        lane.state = "resting";
        clock.after(this.#contention.restMs(), () => this.#consider(lane));
      } else this.#consider(lane);
    }
  }

  #lost(batch: Batch, why: "raced" | "unanswered"): void {
    const now = this.#options.clock.elapsed();
    for (const [lane, part] of batch.parts) lane.retry(part.taken, why, now);
    for (const lane of batch.parts.keys()) this.#consider(lane);
  }

  #tell(): void {
    this.#deliveries.tell();
    this.#checkDrained();
  }

  #checkDrained(): void {
    const idle = this.#waiting === 0 && !this.#running && this.#deliveries.isEmpty;
    if (idle) this.#drained?.resolve();
  }
}
