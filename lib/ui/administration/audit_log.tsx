import { useAdministration } from "./administration.ts";
import { AuditLogLines } from "./audit_log_lines.tsx";
import { Panel } from "./panel.tsx";
import { ADMIN } from "./paths.ts";
import type { ViewOf } from "./views.ts";

/** The audit log, a page at a time. */
export function AuditLog({ view }: { view: ViewOf<"journal"> }) {
  const { words } = useAdministration();
  return (
    <Panel
      title={words.t("journal")}
      beside={view.older && <a class="small" href={ADMIN.journal}>{words.t("newer")}</a>}
    >
      <AuditLogLines lines={view.lines} />
      {view.next !== undefined && (
        <p class="said">
          <a href={`${ADMIN.journal}?${new URLSearchParams({ before: view.next })}`}>
            {words.t("older")}
          </a>
        </p>
      )}
    </Panel>
  );
}
