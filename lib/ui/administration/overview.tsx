import { may } from "../../protocol/permissions.ts";
import { useAdministration } from "./administration.ts";
import { ConnectedPanel } from "./connected_panel.tsx";
import { AuditLogLines } from "./audit_log_lines.tsx";
import { FounderChecklist } from "./founder_checklist.tsx";
import { Panel } from "./panel.tsx";
import { ADMIN } from "./paths.ts";
import { AnnouncementPanel } from "./announcement_panel.tsx";
import { RaidPanel } from "./raid_panel.tsx";
import { ShutdownPanel } from "./shutdown_panel.tsx";
import type { ViewOf } from "./views.ts";

/** The overview: figures, connections, notices, shutdown. */
export function Overview({ view }: { view: ViewOf<"overview"> }) {
  const { words, me, shown: { queue } } = useAdministration();
  const { figures } = view;
  const counted = [
    ["figures.here", figures.here],
    ["figures.members", figures.members],
    ["figures.messages", figures.messagesToday],
    ["figures.instances", figures.instances],
  ] as const;
  return (
    <>
      {view.checklist && <FounderChecklist {...view.checklist} />}
      {queue
        ? (
          <p class="note">
            <a href={ADMIN.reports}>{words.t("queue.waiting", { count: queue })}</a>
          </p>
        )
        : null}
      <dl class="figures" aria-label={words.t("figures")}>
        {counted.map(([key, value]) => (
          <div key={key}>
            <dt>{words.t(key)}</dt>
            <dd>{words.number(value)}</dd>
          </div>
        ))}
      </dl>
      <div class={may(me.role, "say something to everyone") ? "two" : undefined}>
        <div class="stack">
          <RaidPanel />
          <ConnectedPanel view={view} />
          <Panel
            title={words.t("journal")}
            beside={<a class="small" href={ADMIN.journal}>{words.t("older")}</a>}
          >
            <AuditLogLines lines={view.lines} />
          </Panel>
        </div>
        {may(me.role, "say something to everyone") && (
          <div class="stack">
            <AnnouncementPanel />
            <ShutdownPanel plan={view.shutdown} />
          </div>
        )}
      </div>
    </>
  );
}
