// What is done later: a row for each job, and what runs the jobs of one kind.
import type * as v from "valibot";
import { keys } from "../kv/keys.ts";
import type { Mutation } from "../kv/kv.ts";

/** A job, as whoever plans it says it. */
export interface PlannedJob {
  kind: string;
  /** Unlike that of every other job; a kind may make it of what the job is about. */
  id: string;
  /** When it is to start, in whole milliseconds UTC. */
  due: number;
  /** Small: what is known of the matter by then stands in rows of its own. */
  payload: unknown;
}

/** `["job", due, id]`. A job that runs stands at the end of its lease: nobody sees it before. */
export interface JobRow {
  kind: string;
  payload: unknown;
  /** How often it was taken. */
  attempt: number;
  /** Of who took it last. */
  token?: string;
  /** Why the last run failed. */
  failure?: string;
}

/** `["dead_job", at, id]`: a job that is not tried again. */
export interface DeadJobRow extends JobRow {
  /** When it was given up, in milliseconds UTC. */
  at: number;
}

/** What a run is told besides its payload. */
export interface JobRun {
  id: string;
  /** From 1. */
  attempt: number;
  /** Whether a failure of this run is the end of the job. */
  last: boolean;
  /** Aborts when the lease ends, or the instance: what is not done by then is done again. */
  signal: AbortSignal;
}

/** What a run may answer: that the job goes on later, with another payload; else it is done. */
export interface JobAgain {
  due: number;
  payload: unknown;
}

/**
 * What runs the jobs of one kind. `run` is called **at least once** for each job, sometimes twice at
 * the same time, on any instance: it must be idempotent. It must end within 25 s; longer work goes on
 * as another run (`JobAgain`). What it throws has the job tried again, with growing pauses, until
 * `attempts` were made (12 by default: about two hours).
 */
export interface JobKind<P> {
  kind: string;
  payload: v.GenericSchema<unknown, P>;
  run(payload: P, job: JobRun): Promise<JobAgain | void>;
  attempts?: number;
  /** Milliseconds until the next try after the `attempt`th failed; by default 5 s, doubling up to 1 h. */
  pauseMs?(attempt: number): number;
}

/** Plans a job: goes with the commit that it belongs to. `Jobs.wake` afterwards has it start in time. */
export function planJob({ kind, id, due, payload }: PlannedJob): Mutation {
  const value: JobRow = { kind, payload, attempt: 0 };
  return { type: "set", key: keys.job(due, id), value };
}

/** Takes a planned job back, unless it runs already: its `run` must find that it is not wanted any more. */
export function dropJob({ due, id }: Pick<PlannedJob, "due" | "id">): Mutation {
  return { type: "delete", key: keys.job(due, id) };
}
