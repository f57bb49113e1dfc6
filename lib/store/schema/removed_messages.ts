import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { countingRemoved, type RemovedRow } from "../community/removed.ts";
import type { AuditEntry } from "../moderation/audit_log.ts";
import type { TableStep } from "./table_step.ts";

/** Lines of the audit log that one commit counts. */
const LINES_AT_ONCE = 100;

/** How many messages moderators removed, by the audit log: each removal has its line there. */
export const countRemovedMessages: TableStep = {
  prefix: keys.auditLog(),
  pageSize: (maxChecks) => Math.min(LINES_AT_ONCE, maxChecks),
  async fill(kv: Pick<Kv, "getMany">, rows) {
    const removed = new Map<string, number>();
    for (const { act, where } of rows.map(({ value }) => value as AuditEntry)) {
      if (act !== "message-deleted" || !where) continue;
      removed.set(where.conversation, (removed.get(where.conversation) ?? 0) + 1);
    }
    const found = await kv.getMany<RemovedRow>([...removed.keys()].map(keys.removed));
    const counted = [...removed.values()].map((more, n) => countingRemoved(found[n]!, more));
    return {
      checks: counted.flatMap(({ checks }) => checks),
      mutations: counted.flatMap(({ mutations }) => mutations),
    };
  },
};
