import {
  type AdministrationContextValue,
  type AdministrationPageProps,
  AdministrationProvider,
  administrationWordsOf,
  useAdministration,
} from "../administration/administration.ts";
import { Admission } from "../administration/admission.tsx";
import { Community } from "../administration/community.tsx";
import { Integrations } from "../administration/integrations.tsx";
import { Invitations } from "../administration/invitations.tsx";
import { Moving } from "../administration/moving.tsx";
import { AuditLog } from "../administration/audit_log.tsx";
import { Overview } from "../administration/overview.tsx";
import { ADMIN } from "../administration/paths.ts";
import { Providers } from "../administration/providers.tsx";
import { sectionsFor } from "../administration/sections.ts";
import { People } from "../administration/people.tsx";
import { PlaceholderView } from "../administration/placeholder_view.tsx";
import { PersonView } from "../administration/person_view.tsx";
import { QueueCount } from "../administration/queue_count.tsx";
import { RaidBanner } from "../administration/raid_panel.tsx";
import { Reports } from "../administration/reports.tsx";
import { Rooms } from "../administration/rooms.tsx";
import { Safety } from "../administration/safety.tsx";
import { Sanctions } from "../administration/sanctions.tsx";
import { saidAt, type View } from "../administration/views.ts";
import { BrandMark } from "../elements/brand_mark.tsx";
import { BackToChat, Heading } from "./page.tsx";
import { readingOf, ReadingProvider, useReading } from "../reading.ts";
import { SAID_ID } from "../elements/said.tsx";

export interface AdministrationPageView extends AdministrationPageProps {
  copy?: AdministrationContextValue["copy"];
  sending?: AdministrationContextValue["sending"];
  findMembers?: AdministrationContextValue["findMembers"];
  onSubmit?(event: SubmitEvent): void;
  onChange?(event: Event): void;
  /** Set when the data could not be refreshed. */
  stale?: boolean;
}

/** The administration pages. Work without scripts; refreshed live with them. */
export function AdministrationPage(props: AdministrationPageView) {
  const { shown, me, copy, sending, findMembers } = props;
  const reading = readingOf({ ...props.reader, now: shown.now });
  const words = administrationWordsOf(props);
  const { view } = shown;
  const isOne = view.is === "person" || view.is === "placeholder";
  const section = isOne ? "people" : view.is;
  return (
    <ReadingProvider value={reading}>
      <AdministrationProvider value={{ words, me, shown, copy, sending, findMembers }}>
        <main class="page broad" onSubmit={props.onSubmit} onChange={props.onChange}>
          <header>
            <BrandMark icon={props.icon} />
            <h1>
              <Heading title={words.t("title")} section={words.t(section)} />
            </h1>
            <BackToChat label={reading.words.t("rooms.back")} />
          </header>
          <p id={SAID_ID} class="done" role="status" tabIndex={-1}>
            {props.stale ? words.t("paused") : <Done />}
          </p>
          <nav class="sections" aria-label={words.t("title")}>
            {sectionsFor(me, props.addsBots).flatMap((one) => [
              <a key={one} href={ADMIN[one]} aria-current={one === section ? "page" : undefined}>
                {words.t(one)}
                {one === "reports" && <QueueCount count={shown.queue ?? 0} />}
              </a>,
              " ",
            ])}
          </nav>
          <RaidBanner />
          <Shown view={view} />
        </main>
      </AdministrationProvider>
    </ReadingProvider>
  );
}

function Done() {
  const { words, shown: { done, failed, view } } = useAdministration();
  const { words: common } = useReading();
  if (!done || failed || saidAt(done.what) !== SAID_ID) return null;
  // The page says by now whose the name is.
  if (done.what === "placeholder-given" && view.is === "person") return null;
  return (
    <>
      {done.what === "sanction"
        ? words.t("done.sanction", { name: done.name ?? common.t("role.member") })
        : done.what === "room-closed" || done.what === "room-reopened"
        ? words.t(`done.${done.what}`, { room: done.name ?? "" })
        : words.t(`done.${done.what}`)}
    </>
  );
}

function Shown({ view }: { view: View }) {
  switch (view.is) {
    case "overview":
      return <Overview view={view} />;
    case "community":
      return <Community view={view} />;
    case "admission":
      return <Admission view={view} />;
    case "providers":
      return <Providers view={view} />;
    case "safety":
      return <Safety view={view} />;
    case "people":
      return <People view={view} />;
    case "person":
      return <PersonView view={view} />;
    case "placeholder":
      return <PlaceholderView view={view} />;
    case "rooms":
      return <Rooms view={view} />;
    case "reports":
      return <Reports view={view} />;
    case "sanctions":
      return <Sanctions view={view} />;
    case "invitations":
      return <Invitations view={view} />;
    case "integrations":
      return <Integrations view={view} />;
    case "moving":
      return <Moving view={view} />;
    case "journal":
      return <AuditLog view={view} />;
  }
}
