import type { Report } from "../../world/report.ts";
import type { Clock, Random } from "../../world/world.ts";
import { sleep } from "../../world/world.ts";
import type { AppendRequest, Committed, LogEntry, OnCommitted } from "../conversation_log.ts";
import { type Kv, Unavailable } from "../kv.ts";
import { Batch } from "./batch.ts";
import { Contention } from "./contention.ts";
import type { Lane } from "./lane.ts";
import { Lanes } from "./lanes.ts";
import { prepare } from "./preparation.ts";
import { Waiting } from "./waiting.ts";

/** Requests that may wait; more are turned away at once, for a queue that long will not be served. */
const MAX_WAITING = 10_000;
/** The longest wait of a lane before its second, third … try in a row, before chance, in ms. */
const RETRY_WAIT_MS = { second: 4, longest: 500 };
/**
 * Turns of the microtask queue between an acknowledgement and `onCommitted`: enough for a caller's
 * `await append(…)`, some functions deep, to send its reply first. `acknowledge` is the sure way.
 */
const REPLY_TURNS = 8;

/** Failures of the store are reported once in so many milliseconds. */
const COMPLAINT_MS = 1000;

/** The outside of the group commit. */
export interface GroupCommitOptions {
  kv: Kv;
  clock: Clock;
  random: Random;
  onCommitted: OnCommitted;
  report: Report;
}

/** One commit in flight; what comes meanwhile goes with the next. See docs/architecture.md. */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  readonly #lanes = new Lanes();
  readonly #contention = new Contention();
  #ready: Lane[] = []; // served longest ago first
  #untold: Committed[] = [];
  #waiting = 0;
  #running = false;
  #complainedAt = -Infinity;
  #drained: PromiseWithResolvers<void> | undefined;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
  }

  append(request: AppendRequest) {
    if (this.#drained) return Promise.reject(new Unavailable("The server is shutting down"));
    if (this.#waiting >= MAX_WAITING) {
      return Promise.reject(new Unavailable("Too many requests wait for the store"));
    }
    const { clock, report } = this.#options;
    const waiting = new Waiting(request, clock.now(), report, () => this.#waiting--);
    this.#waiting++;
    const lane = this.#lanes.of(request.conversation);
    lane.queue.push(waiting);
    if (lane.state === "idle") this.#consider(lane);
    return waiting.outcome;
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
      this.#prepare(lane).then(() => this.#consider(lane));
    }
  }

  async #prepare(lane: Lane): Promise<void> {
    const { kv, clock } = this.#options;
    const now = () => clock.now();
    const found = this.#found.bind(this);
    await this.#backOff(lane);
    try {
      lane.expire(clock.now());
      if (lane.queue.length > 0) await prepare(lane, { kv, now, found });
    } catch (error) {
      lane.noteFailure(clock.now());
      this.#complain("A conversation's log could not be read", error);
    }
  }

  /** After one failure at once, then later and later, by chance so that rivals do not meet again. */
  async #backOff({ failures }: Lane): Promise<void> {
    if (failures < 2) return;
    const { clock, random } = this.#options;
    const longest = Math.min(
      RETRY_WAIT_MS.second * 2 ** Math.min(failures - 2, 20),
      RETRY_WAIT_MS.longest,
    );
    await sleep(clock, random.fraction() * longest);
  }

  /** An entry of the request stands in the log: of a lost commit, or of an earlier try elsewhere. */
  #found(lane: Lane, waiting: Waiting, entry: LogEntry): void {
    const { seq, at } = entry.event;
    lane.remove(waiting);
    waiting.settle({ seq, at, duplicate: !waiting.tried });
    // Who wrote it may have died before telling anyone; whoever has it already drops it.
    this.#untold.push({ conversation: lane.conversation, entries: [entry] });
    turns(REPLY_TURNS).then(() => this.#tell());
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#run().catch((error) => this.#options.report("The group commit stopped", error));
  }

  async #run(): Promise<void> {
    await turns(1); // what is asked in the same turn goes together
    while (this.#ready.length > 0) {
      const batch = this.#build();
      if (batch.parts.size === 0) continue; // all that was ready had its answer without a commit
      const committing = this.#commit(batch);
      this.#tell();
      const versionstamp = await committing;
      if (versionstamp === undefined) this.#lost(batch);
      else this.#committed(batch, versionstamp);
      await turns(REPLY_TURNS);
    }
    this.#running = false;
    this.#tell();
  }

  #build(): Batch {
    const { clock, kv } = this.#options;
    const batch = new Batch(clock.now(), kv.maxChecks);
    const chosen = this.#contention.choose(this.#ready, clock.now());
    for (let turn = chosen; turn.length > 0;) turn = turn.filter((lane) => batch.take(lane));
    const answered = new Set(chosen.filter((lane) => !batch.parts.has(lane) && !lane.isReady()));
    for (const lane of batch.parts.keys()) lane.state = "committing";
    this.#ready = this.#ready.filter((lane) => !batch.parts.has(lane) && !answered.has(lane));
    for (const lane of answered) this.#consider(lane);
    return batch;
  }

  /** The version of what was committed; undefined when its end is not known. */
  async #commit(batch: Batch): Promise<string | undefined> {
    try {
      const result = await this.#options.kv.commit(batch.checks, batch.mutations);
      return result.ok ? result.versionstamp : undefined;
    } catch (error) {
      this.#complain("A commit's end is not known", error);
      return undefined;
    }
  }

  #committed(batch: Batch, versionstamp: string): void {
    this.#contention.committed(batch.parts.keys(), this.#options.clock.now());
    for (const [lane, part] of batch.parts) {
      lane.advance(part, versionstamp);
      this.#lanes.grow(part.entries.length);
      this.#untold.push({ conversation: lane.conversation, entries: part.entries });
    }
    for (const part of batch.parts.values()) part.acknowledge();
    for (const lane of batch.parts.keys()) this.#consider(lane);
  }

  #lost(batch: Batch): void {
    this.#contention.failed(batch.parts.keys(), this.#options.clock.now());
    for (const [lane, part] of batch.parts) lane.forgetHead(part.taken, this.#options.clock.now());
    for (const lane of batch.parts.keys()) this.#consider(lane);
  }

  #tell(): void {
    const committed = this.#untold;
    this.#untold = [];
    if (committed.length > 0) {
      try {
        this.#options.onCommitted(committed);
      } catch (error) {
        this.#options.report("What follows a commit threw", error);
      }
    }
    this.#checkDrained();
  }

  /** A store that is down fails many lanes many times: one line a second says so. */
  #complain(what: string, error: unknown): void {
    const now = this.#options.clock.now();
    if (now < this.#complainedAt + COMPLAINT_MS) return;
    this.#complainedAt = now;
    this.#options.report(what, error);
  }

  #checkDrained(): void {
    const idle = this.#waiting === 0 && !this.#running && this.#untold.length === 0;
    if (idle) this.#drained?.resolve();
  }
}

async function turns(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await undefined;
}
