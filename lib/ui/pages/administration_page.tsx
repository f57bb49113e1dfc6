import {
  type Administering,
  type AdministrationPageProps,
  AdministrationProvider,
  administrationWordsOf,
  useAdministration,
} from "../administration/administration.ts";
import { Invitations } from "../administration/invitations.tsx";
import { Journal } from "../administration/journal.tsx";
import { Overview } from "../administration/overview.tsx";
import { ADMIN } from "../administration/paths.ts";
import { People } from "../administration/people.tsx";
import { PersonView } from "../administration/person_view.tsx";
import { Reports } from "../administration/reports.tsx";
import { Rooms } from "../administration/rooms.tsx";
import { Sanctions } from "../administration/sanctions.tsx";
import type { View } from "../administration/views.ts";
import { Tree } from "../icons.tsx";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider, useReading } from "../reading.ts";

const SECTIONS = [
  "overview",
  "people",
  "rooms",
  "reports",
  "sanctions",
  "invitations",
  "journal",
] as const;

export interface AdministrationPageView extends AdministrationPageProps {
  copy?: Administering["copy"];
  onSubmit?(event: SubmitEvent): void;
  onChange?(event: Event): void;
  /** Said where the picture is not of now. */
  stale?: boolean;
}

/** The administration: complete without a script, of now with one. */
export function AdministrationPage(props: AdministrationPageView) {
  const { shown, me, copy } = props;
  const reading = readingOf({ ...props.reader, now: shown.now });
  const words = administrationWordsOf(props);
  const { view } = shown;
  const section = view.is === "person" ? "people" : view.is;
  return (
    <ReadingProvider value={reading}>
      <AdministrationProvider value={{ words, me, shown, copy }}>
        <main class="page broad" onSubmit={props.onSubmit} onChange={props.onChange}>
          <header>
            <Tree />
            <h1>{words.t("title")}</h1>
            <p class="done" role="status">{props.stale ? words.t("paused") : <Done />}</p>
            <a class="button" href={PATHS.home}>{reading.words.t("rooms.back")}</a>
          </header>
          <nav class="sections" aria-label={words.t("title")}>
            {SECTIONS.map((one) => (
              <a key={one} href={ADMIN[one]} aria-current={one === section ? "page" : undefined}>
                {words.t(one)}
              </a>
            ))}
          </nav>
          <Shown view={view} />
        </main>
      </AdministrationProvider>
    </ReadingProvider>
  );
}

function Done() {
  const { words, shown: { done, failed } } = useAdministration();
  const { words: common } = useReading();
  if (!done || failed) return null;
  return (
    <>
      {done.what === "sanction"
        ? words.t("done.sanction", { name: done.name ?? common.t("role.member") })
        : words.t(`done.${done.what}`)}
    </>
  );
}

function Shown({ view }: { view: View }) {
  switch (view.is) {
    case "overview":
      return <Overview view={view} />;
    case "people":
      return <People view={view} />;
    case "person":
      return <PersonView view={view} />;
    case "rooms":
      return <Rooms view={view} />;
    case "reports":
      return <Reports view={view} />;
    case "sanctions":
      return <Sanctions view={view} />;
    case "invitations":
      return <Invitations view={view} />;
    case "journal":
      return <Journal view={view} />;
  }
}
