import { keys } from "../../kv/keys.ts";
import type { MemberReport } from "../../protocol/administration.ts";
import { reportMarks } from "../moderation/reports.ts";
import type { TableStep } from "./table_step.ts";

/** Reports whose rows one commit writes. */
const REPORTS_AT_ONCE = 100;

/** The rows by which reports are found by their message, and by who made them and is still there. */
export const fillReportMarks: TableStep = {
  prefix: keys.reports(),
  pageSize: (maxChecks) => Math.min(REPORTS_AT_ONCE, maxChecks),
  fill(_kv, rows) {
    const checks = rows.map(({ key, versionstamp }) => ({ key, versionstamp }));
    const reports = rows.map(({ value }) => value as MemberReport);
    const mutations = reports.flatMap((one) =>
      reportMarks(one).filter(({ key }) => one.by.name !== "" || key[0] !== "report_of")
    );
    return Promise.resolve({ checks, mutations });
  },
};
