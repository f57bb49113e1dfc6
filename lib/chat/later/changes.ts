import { dropJob, planJob } from "../../jobs/job.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Mutation } from "../../kv/kv.ts";
import type { UserId } from "../../protocol/events.ts";
import type { Random } from "../../runtime/clock.ts";
import type { LaterRow, LaterRows } from "../../store/messages/later_rows.ts";
import type { Announcer } from "../chat.ts";

/** The kind of the jobs that see to what people have for later. */
export const LATER_JOB = "later";

/** What a row shall be; `undefined`: gone. `same`: nothing is to be written. */
export type NextLater = { is: "same" } | { is: "put"; row: LaterRow | undefined };

/** Writes what somebody has for later, together with the job that sees to it. */
export interface LaterChanges {
  /**
   * Puts the row that `decide` says in place of what there is, and gives it. `decide` may be asked
   * several times, and throws to refuse. Throws `Unavailable`.
   */
  change(
    user: UserId,
    id: string,
    decide: (row: LaterRow | undefined) => NextLater,
  ): Promise<LaterRow | undefined>;
}

/** Changes over the rows; each is told to the person's connections. */
export function createLaterChanges(
  { rows, jobs, announcer, random }: {
    rows: Pick<LaterRows, "write">;
    jobs: Pick<Jobs, "wake">;
    announcer: Announcer;
    random: Pick<Random, "uuid">;
  },
): LaterChanges {
  return {
    async change(user, id, decide) {
      let changed = false;
      const written = await rows.write(user, id, (current) => {
        const next = decide(current);
        changed = next.is === "put";
        if (next.is === "same") return undefined;
        const { row, job } = withJob(next.row, current, { user, id, job: random.uuid() });
        return { value: row, mutations: job };
      });
      if (!changed) return written;
      if (written?.job) jobs.wake(written.at);
      announcer.announce([{ topic: `user:${user}`, message: { type: "later", user, id } }]);
      return written;
    },
  };
}

/** The row with the job that its time asks for, and what that does to the table of jobs. */
function withJob(
  row: LaterRow | undefined,
  before: LaterRow | undefined,
  { user, id, job }: { user: UserId; id: string; job: string },
): { row: LaterRow | undefined; job: Mutation[] } {
  const drop = before?.job ? [dropJob({ due: before.at, id: before.job })] : [];
  if (!row) return { row, job: drop };
  if (!isWaiting(row)) return { row: { ...row, job: undefined }, job: drop };
  if (before?.job && before.at === row.at) return { row: { ...row, job: before.job }, job: [] };
  const plan = planJob({ kind: LATER_JOB, id: job, due: row.at, payload: { user, id } });
  return { row: { ...row, job }, job: [...drop, plan] };
}

function isWaiting(row: LaterRow): boolean {
  return row.kind === "message" ? row.failed === undefined : !row.due;
}
