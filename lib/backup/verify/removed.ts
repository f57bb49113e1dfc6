// How many messages moderators removed, as members are told it: each has its line in the audit log.
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { rowsBelow } from "../../kv/list_pages.ts";
import type { RemovedRow } from "../../store/community/removed.ts";
import type { AuditEntry } from "../../store/moderation/audit_log.ts";
import { place, type Report } from "./finding.ts";

export async function verifyRemoved(kv: Pick<Kv, "list">, report: Report): Promise<void> {
  const lines = new Map<string, number>();
  for await (const { value } of rowsBelow<AuditEntry>(kv, keys.auditLog())) {
    if (value.act !== "message-deleted" || !value.where) continue;
    const { conversation } = value.where;
    lines.set(conversation, (lines.get(conversation) ?? 0) + 1);
  }
  const counts = new Map<string, number>();
  for await (const { key, value } of rowsBelow<RemovedRow>(kv, keys.allRemoved())) {
    counts.set(String(key[1]), value.count);
  }
  for (const conversation of new Set([...lines.keys(), ...counts.keys()])) {
    const [said, were] = [counts.get(conversation) ?? 0, lines.get(conversation) ?? 0];
    if (said === were) continue;
    report(
      place(keys.removed(conversation)),
      `it counts ${said} removed messages, the audit log ${were}`,
    );
  }
}
