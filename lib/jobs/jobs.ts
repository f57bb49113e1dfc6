import * as v from "valibot";
import { Unavailable } from "../kv/kv.ts";
import type { Clock, Random, Timer } from "../runtime/clock.ts";
import { type Logger, throttledLogger } from "../runtime/logger.ts";
import type { DeadJobRow, JobAgain, JobKind } from "./job.ts";
import {
  type JobEnd,
  type JobTable,
  LEASE_MS,
  type StoredJob,
  type TakenJob,
} from "./job_table.ts";

/** With others: what one of them planned starts so late at most if that one is gone. */
const LOOK_MS = 4_000;
/** Alone, everything that is planned goes through here: it looks for a clock that was set. */
const LOOK_ALONE_MS = 20_000;
/** Several who wait for the same job take it one after the other: most then do not try in vain. */
const SPREAD_MS = 500;
/** Jobs that run at once on an instance. */
const AT_ONCE = 16;
/** A run may take so long; its end must be written before the lease lapses. */
const RUN_MS = LEASE_MS - 5_000;
/** The store is away: said once in a while. */
const LOG_EVERY_MS = 30_000;
const ATTEMPTS = 12;
const PAUSE_MS = { first: 5_000, most: 3_600_000 };
/** A failure is kept as its first words. */
const FAILURE_LENGTH = 500;

/** The jobs of one instance: takes what is due, by a lease, and runs it. */
export interface Jobs {
  /** From now on this instance runs the jobs of this kind. */
  register<P>(kind: JobKind<P>): void;
  /** A job was planned for then: call it after the commit. */
  wake(due: number): void;
  /** Looks for what is due, now and from now on. */
  start(): void;
  /** Takes no more; resolves when what runs has ended, which is told to hurry (`signal`). */
  stop(): Promise<void>;
  /** The jobs that were given up last, the newest first. Throws `Unavailable`. */
  dead(limit: number): Promise<DeadJobRow[]>;
}

/** What jobs are run with. */
export interface JobsParts {
  table: JobTable;
  clock: Clock;
  random: Random;
  logger: Logger;
  /** Whether no other instance plans jobs. */
  bus: { readonly alone: boolean };
}

/** Runs the jobs of one instance. */
export function createJobs(parts: JobsParts): Jobs {
  return new JobRunner(parts);
}

class JobRunner implements Jobs {
  readonly #kinds = new Map<string, JobKind<unknown>>();
  /** What runs now, by where it stood when it was due. */
  readonly #running = new Map<string, Promise<void>>();
  readonly #ending = new AbortController();
  readonly #away: Logger;
  #state: "new" | "resting" | "looking" | "stopped" = "new";
  /** Somebody planned something while it looked. */
  #again = false;
  #timer: { at: number; timer: Timer } | undefined;
  /** When to look whoever else is there: something may be due then. */
  #lookBy = 0;

  constructor(private readonly parts: JobsParts) {
    this.#away = throttledLogger(parts.logger, parts.clock, LOG_EVERY_MS);
  }

  register<P>(kind: JobKind<P>): void {
    const { payload, run } = kind;
    this.#kinds.set(kind.kind, {
      ...kind,
      payload: v.unknown(),
      // Parsed here, where its type is known.
      run: (given, job) => run(v.parse(payload, given), job),
    });
    if (this.#state === "resting") this.#lookIn(0);
  }

  wake(due: number): void {
    if (this.#state === "looking") this.#again = true;
    if (this.#state === "resting") this.#lookIn(due - this.parts.clock.now());
  }

  start(): void {
    if (this.#state !== "new") return;
    this.#state = "resting";
    this.#lookIn(0);
  }

  async stop(): Promise<void> {
    this.#state = "stopped";
    this.#timer?.timer.cancel();
    this.#ending.abort();
    await Promise.all(this.#running.values());
  }

  dead(limit: number): Promise<DeadJobRow[]> {
    return this.parts.table.dead(limit);
  }

  /** Looks after `ms` at the latest. */
  #lookIn(ms: number): void {
    const { clock } = this.parts;
    this.#lookBy = Math.min(this.#lookBy, clock.elapsed() + Math.max(0, ms));
    // Meanwhile others may have come, who plan jobs as well: that costs no read.
    const at = Math.min(this.#lookBy, clock.elapsed() + LOOK_MS);
    if (this.#timer && this.#timer.at <= at) return;
    this.#timer?.timer.cancel();
    // Whole milliseconds: for less than the clock can tell, it would look, and wait, for ever.
    const timer = clock.after(Math.max(0, Math.ceil(at - clock.elapsed())), () => this.#tick());
    this.#timer = { at, timer };
  }

  #tick(): void {
    this.#timer = undefined;
    if (this.#state !== "resting") return;
    if (this.parts.bus.alone && this.parts.clock.elapsed() < this.#lookBy) this.#lookIn(Infinity);
    else void this.#look();
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    const { table, clock, random, bus } = this.parts;
    this.#state = "looking";
    this.#again = false;
    let restMs = LOOK_ALONE_MS;
    try {
      const free = AT_ONCE - this.#running.size;
      if (free > 0) {
        const wanted = (job: StoredJob) =>
          this.#kinds.has(job.row.kind) && !this.#running.has(placeOf(job));
        const { due, next } = await table.look(wanted, free);
        if (next !== undefined) {
          const spread = bus.alone ? 0 : random.fraction() * SPREAD_MS;
          restMs = Math.min(restMs, next - clock.now() + spread);
        }
        if (!this.#stopped) { for (const job of due) this.#begin(job); }
      }
    } catch (error) {
      restMs = LOOK_MS;
      this.#away.error("due jobs could not be read", error);
    }
    if (this.#stopped) return;
    this.#state = "resting";
    this.#lookBy = Infinity;
    this.#lookIn(this.#again ? 0 : restMs);
  }

  get #stopped(): boolean {
    return this.#state === "stopped";
  }

  #begin(job: StoredJob): void {
    const run = this.#run(job).catch((error) => {
      // Its lease lapses, and it runs again.
      this.#away.error("a job could not be taken or ended", error, { kind: job.row.kind });
    }).finally(() => {
      const full = this.#running.size >= AT_ONCE;
      this.#running.delete(placeOf(job));
      if (full) this.wake(this.parts.clock.now());
    });
    this.#running.set(placeOf(job), run);
  }

  async #run(job: StoredJob): Promise<void> {
    const kind = this.#kinds.get(job.row.kind);
    const taken = kind && await this.parts.table.take(job);
    if (!taken) return;
    const how = await this.#outcome(kind, taken);
    await this.parts.table.end(taken, how);
    if (how.is === "again") this.wake(how.again.due);
    if (how.is === "failed") this.wake(how.due);
  }

  async #outcome(kind: JobKind<unknown>, { id, row }: TakenJob): Promise<JobEnd> {
    const { clock, logger } = this.parts;
    const attempts = kind.attempts ?? ATTEMPTS;
    const details = { kind: kind.kind, job: id, attempt: row.attempt };
    const last = row.attempt >= attempts;
    if (row.attempt > attempts) { // it ended each time with its instance
      logger.error("a job was given up: no run of it came to an end", undefined, details);
      return { is: "dead", failure: row.failure ?? "No run came to an end" };
    }
    try {
      const again = await this.#within((signal) =>
        kind.run(row.payload, { id, attempt: row.attempt, last, signal })
      );
      return again ? { is: "again", again } : { is: "done" };
    } catch (error) {
      const failure = String(error instanceof Error ? error.message : error)
        .slice(0, FAILURE_LENGTH);
      if (this.#ending.signal.aborted) return { is: "failed", failure, due: clock.now() };
      if (last || error instanceof v.ValiError) {
        logger.error("a job was given up", error, details);
        return { is: "dead", failure };
      }
      if (!(error instanceof Unavailable)) logger.error("a job failed", error, details);
      return { is: "failed", failure, due: clock.now() + this.#pauseMs(kind, row.attempt) };
    }
  }

  #pauseMs(kind: JobKind<unknown>, attempt: number): number {
    if (kind.pauseMs) return Math.round(kind.pauseMs(attempt));
    const ceiling = Math.min(PAUSE_MS.most, PAUSE_MS.first * 2 ** (attempt - 1));
    return Math.round(ceiling * (0.5 + this.parts.random.fraction() / 2));
  }

  /** Runs for as long as the lease holds; rejects after that, and `signal` says so. */
  async #within(run: (signal: AbortSignal) => Promise<JobAgain | void>) {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.#ending.signal]);
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = this.parts.clock.after(RUN_MS, () => {
      over.abort();
      reject(new Error(`It took longer than ${RUN_MS} ms`));
    });
    try {
      return await Promise.race([run(signal), late]);
    } finally {
      timer.cancel();
    }
  }
}

function placeOf({ due, id }: StoredJob): string {
  return `${due} ${id}`;
}
