import { type AuditEntry, createStoredAuditLog } from "../../store/moderation/audit_log.ts";
import type { Actor } from "../chat.ts";
import { requirePermission } from "./authorize.ts";

/** What was done by moderators and administrators. */
export interface AuditLog {
  /** The newest first; those before an entry of the page before. Throws `not-allowed`. */
  readAuditLog(
    actor: Actor,
    page: { before?: Pick<AuditEntry, "at" | "id">; limit: number },
  ): Promise<{ entries: AuditEntry[]; more: boolean }>;
}

/** The audit log, for those who may read it. */
export function createAuditLog(
  { stored }: { stored: ReturnType<typeof createStoredAuditLog> },
): AuditLog {
  return {
    async readAuditLog(actor, { before, limit }) {
      requirePermission(actor, "read the journal");
      const entries = await stored.read({ before, limit: limit + 1 });
      return { entries: entries.slice(0, limit), more: entries.length > limit };
    },
  };
}
