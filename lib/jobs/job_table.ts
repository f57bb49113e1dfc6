import { keys } from "../kv/keys.ts";
import { type CommitResult, type Key, type Kv, type Mutation, Unavailable } from "../kv/kv.ts";
import { keyAfter } from "../kv/list_pages.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import type { DeadJobRow, JobAgain, JobRow } from "./job.ts";

/** Who takes a job has it for so long; then it is taken for lost, and another takes it. */
export const LEASE_MS = 30_000;
/** Rows that one look reads at once: those that are due, and the first that is not. */
const PAGE = 32;
/** How long a job that was given up is kept, for whoever looks after the server. */
const DEAD_KEPT_MS = 30 * 86_400_000;
/** Tries of the commit that ends a run; after them its lease lapses and the job runs again. */
const END_TRIES = 3;

/** A job in the table. */
export interface StoredJob {
  id: string;
  due: number;
  row: JobRow;
  versionstamp: string;
}

/** A job that is leased to this instance. */
export interface TakenJob extends StoredJob {
  token: string;
}

/** How a run ended. */
export type JobEnd =
  | { is: "done" }
  | { is: "again"; again: JobAgain }
  | { is: "failed"; failure: string; due: number }
  | { is: "dead"; failure: string };

/** The rows of jobs. Throws `Unavailable`. */
export interface JobTable {
  /** At most `limit` due jobs that `wanted` wants, and when the first one after now is due. */
  look(wanted: (job: StoredJob) => boolean, limit: number): Promise<{
    due: StoredJob[];
    next: number | undefined;
  }>;
  /** Leases a job; nothing where another was faster. */
  take(job: StoredJob): Promise<TakenJob | undefined>;
  /** Ends a run. Nothing is changed where the lease lapsed and another took it. */
  end(job: TakenJob, how: JobEnd): Promise<void>;
  /** The jobs that were given up last, the newest first. */
  dead(limit: number): Promise<DeadJobRow[]>;
}

export function createJobTable(
  { kv, clock, random }: {
    kv: Pick<Kv, "get" | "list" | "commit">;
    clock: Pick<Clock, "now">;
    random: Pick<Random, "uuid">;
  },
): JobTable {
  /** Commits; where the answer is not a plain yes, looks whether `token` stands at `key`. */
  async function move(from: StoredJob, to: Key, token: string, also: Mutation[]) {
    const check = { key: keys.job(from.due, from.id), versionstamp: from.versionstamp };
    let result: CommitResult = { ok: false };
    try {
      result = await kv.commit([check], [{ type: "delete", key: check.key }, ...also]);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
    if (result.ok) return result.versionstamp;
    const { value, versionstamp } = await kv.get<JobRow>(to);
    return value?.token === token ? versionstamp : undefined;
  }

  return {
    async look(wanted, limit) {
      const now = clock.now();
      const due: StoredJob[] = [];
      let start: Key | undefined;
      for (;;) {
        const range = { prefix: keys.jobs(), ...(start && { start }) };
        const page = await kv.list<JobRow>(range, { limit: PAGE });
        for (const { key, value: row, versionstamp } of page) {
          const job = { due: Number(key[1]), id: String(key[2]), row, versionstamp };
          if (job.due > now) return { due, next: job.due };
          if (wanted(job)) due.push(job);
          if (due.length === limit) return { due, next: undefined };
        }
        const last = page.at(-1);
        if (!last || page.length < PAGE) return { due, next: undefined };
        start = keyAfter(last.key);
      }
    },

    async take(job) {
      const token = random.uuid();
      const due = clock.now() + LEASE_MS;
      const row: JobRow = { ...job.row, attempt: job.row.attempt + 1, token };
      const key = keys.job(due, job.id);
      const versionstamp = await move(job, key, token, [{ type: "set", key, value: row }]);
      return versionstamp ? { id: job.id, due, row, versionstamp, token } : undefined;
    },

    async end(job, how) {
      const { key, mutation } = rowAfter(job, how, clock.now());
      const mutations: Mutation[] = [{ type: "delete", key: keys.job(job.due, job.id) }];
      if (mutation) mutations.push(mutation);
      for (let tries = 1;; tries++) {
        try {
          const check = { key: keys.job(job.due, job.id), versionstamp: job.versionstamp };
          if ((await kv.commit([check], mutations)).ok) return;
          const [{ versionstamp }, after] = await Promise.all([
            kv.get<JobRow>(check.key),
            key ? kv.get<JobRow>(key) : undefined,
          ]);
          // Applied although it said no, or the lease lapsed and another has it.
          if (versionstamp !== job.versionstamp || after?.value?.token === job.token) return;
        } catch (error) {
          if (!(error instanceof Unavailable) || tries >= END_TRIES) throw error;
        }
        if (tries >= END_TRIES) throw new Unavailable("A job's end could not be written");
      }
    },

    async dead(limit) {
      const rows = await kv.list<DeadJobRow>({ prefix: keys.deadJobs() }, { limit, reverse: true });
      return rows.map(({ value }) => value);
    },
  };
}

/** Where a job stands after a run, if anywhere. */
function rowAfter({ id, row }: TakenJob, how: JobEnd, now: number): {
  key?: Key;
  mutation?: Mutation;
} {
  const { kind, attempt, token } = row;
  switch (how.is) {
    case "done":
      return {};
    case "again": {
      const key = keys.job(how.again.due, id);
      const value: JobRow = { kind, payload: how.again.payload, attempt: 0, token };
      return { key, mutation: { type: "set", key, value } };
    }
    case "failed": {
      const key = keys.job(how.due, id);
      const value: JobRow = { ...row, attempt, failure: how.failure };
      return { key, mutation: { type: "set", key, value } };
    }
    case "dead": {
      const key = keys.deadJob(now, id);
      const value: DeadJobRow = { ...row, failure: how.failure, at: now };
      return { key, mutation: { type: "set", key, value, expireIn: DEAD_KEPT_MS } };
    }
  }
}
