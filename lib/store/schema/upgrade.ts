// Brings a store that an earlier version wrote to the version of today, page by page. Each page says
// in its own commit where the next one begins: a start that is killed goes on there, and of several
// instances that start at once each page is written by one.
import { commitChecked } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Logger } from "../../runtime/logger.ts";
import { fillBareThreads } from "./bare_threads.ts";
import { fillFormerMembers } from "./former_members.ts";
import { fillFoundPeople } from "./found_people.ts";
import { fillNameLooks } from "./name_looks.ts";
import { fillPeople } from "./people.ts";
import { countRemovedMessages } from "./removed_messages.ts";
import { fillReportMarks } from "./report_marks.ts";
import { fillRooms } from "./rooms.ts";
import { SCHEMA_STEPS, type SchemaRow, type SchemaStep } from "./schema.ts";
import { fillThreadsOf } from "./threads_of.ts";
import { fillVoters } from "./voters.ts";
import type { TableStep } from "./table_step.ts";

const steps: Record<SchemaStep, TableStep> = {
  rooms: fillRooms,
  people: fillPeople,
  "former-members": fillFormerMembers,
  "name-looks": fillNameLooks,
  "threads-of": fillThreadsOf,
  voters: fillVoters,
  "bare-threads": fillBareThreads,
  "found-people": fillFoundPeople,
  "registered-looks": fillFoundPeople,
  "report-marks": fillReportMarks,
  "removed-messages": countRemovedMessages,
};

/**
 * Writes what the store lacks, and returns when nothing is lacking. No instance that knows less of the
 * store may write to it meanwhile. Throws `Unavailable`; the next start goes on where this one ended.
 */
export async function upgradeStore(
  kv: Kv,
  { clock, logger }: { clock: Pick<Clock, "elapsed">; logger: Logger },
): Promise<void> {
  const began = clock.elapsed();
  let written = false;
  while (await upgradePage(kv) === "more") written = true;
  if (!written) return;
  const version = SCHEMA_STEPS.length;
  const ms = Math.round(clock.elapsed() - began);
  logger.info("the store of an earlier version was upgraded", { version, ms });
}

/** Writes one page, or finds that another instance did; `done` where there is none. */
async function upgradePage(kv: Kv): Promise<"more" | "done"> {
  let begun: string | null | undefined;
  return await commitChecked<"more" | "done">(kv, async () => {
    const { key, value: schema, versionstamp } = await kv.get<SchemaRow>(keys.schema());
    const version = schema?.version ?? 0;
    const name = SCHEMA_STEPS[version];
    if (!name) return { is: "done", result: "done" };
    // Another instance was faster, or the answer of the commit before was lost.
    const hasMoved = begun !== undefined && begun !== versionstamp;
    if (hasMoved) return { is: "done", result: "more" };
    begun = versionstamp;

    const { prefix, pageSize, fill } = steps[name];
    const maxChecks = kv.maxChecks - 1;
    const limit = pageSize(maxChecks);
    const range = { prefix, ...(schema?.start && { start: schema.start }) };
    const rows = await kv.list(range, { limit });
    const { checks, mutations, next } = await fill(kv, rows, maxChecks);
    const isAtEnd = next === undefined && rows.length < limit;
    const last = rows.at(-1);
    const start = next ?? [...last?.key ?? prefix, ""]; // no key of these tables begins another
    const value: SchemaRow = isAtEnd ? { version: version + 1 } : { version, start };
    return {
      is: "commit",
      result: "more",
      checks: [{ key, versionstamp }, ...checks],
      mutations: [...mutations, { type: "set", key, value }],
    };
  });
}
