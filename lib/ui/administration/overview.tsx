import { may } from "../../protocol/permissions.ts";
import { useAdministration } from "./administration.ts";
import { ConnectedPanel } from "./connected_panel.tsx";
import { DoorPanel } from "./door_panel.tsx";
import { JournalLines } from "./journal_lines.tsx";
import { Panel } from "./panel.tsx";
import { ADMIN } from "./paths.ts";
import { SayPanel } from "./say_panel.tsx";
import { ShutdownPanel } from "./shutdown_panel.tsx";
import type { ViewOf } from "./views.ts";

/** How the community is now, and what concerns everyone. */
export function Overview({ view }: { view: ViewOf<"overview"> }) {
  const { words, me } = useAdministration();
  const { figures } = view;
  const shown = [
    ["figures.here", figures.here],
    ["figures.members", figures.members],
    ["figures.messages", figures.messagesToday],
    ["figures.instances", figures.instances],
  ] as const;
  return (
    <>
      <dl class="figures" aria-label={words.t("figures")}>
        {shown.map(([key, value]) => (
          <div key={key}>
            <dt>{words.t(key)}</dt>
            <dd>{words.number(value)}</dd>
          </div>
        ))}
      </dl>
      <div class={may(me.role, "say something to everyone") ? "two" : undefined}>
        <div class="stack">
          <ConnectedPanel view={view} />
          <Panel
            title={words.t("journal")}
            beside={<a class="small" href={ADMIN.journal}>{words.t("older")}</a>}
          >
            <JournalLines lines={view.lines} />
          </Panel>
        </div>
        {may(me.role, "say something to everyone") && (
          <div class="stack">
            <SayPanel />
            <ShutdownPanel plan={view.shutdown} />
            {view.settings && <DoorPanel settings={view.settings} />}
          </div>
        )}
      </div>
    </>
  );
}
