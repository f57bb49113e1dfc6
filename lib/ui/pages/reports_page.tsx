import type { AccountWords } from "../../i18n/catalogs.ts";
import type { en } from "../../i18n/account/en.ts";
import { type Translator, translatorOf } from "../../i18n/translator.ts";
import type { OwnReport } from "../../protocol/own_reports.ts";
import type { ConversationSummary } from "../../protocol/events.ts";
import { messagePath, PATHS } from "../paths.ts";
import { readingOf, ReadingProvider, useReading } from "../reading.ts";
import { Page } from "./page.tsx";
import type { PageProps } from "./props.ts";

type Words = Translator<typeof en>;

export interface ReportsPageProps extends PageProps {
  words: AccountWords;
  /** The newest first. */
  reports: readonly OwnReport[];
  /** The conversations that the reader is still in, of those where the messages stand. */
  places: ReadonlyMap<string, ConversationSummary>;
}

/** What the reader reported, and what moderators answered. Needs no script. */
export function ReportsPage(
  { words: catalog, reports, places, reader, icon }: ReportsPageProps,
) {
  const reading = readingOf(reader);
  const words = translatorOf<typeof en>(reader.preferences.locale, catalog);
  const isNew = reports.some(({ answered }) => answered?.isNew);
  return (
    <ReadingProvider value={reading}>
      <Page icon={icon} title={words.t("reported.title")}>
        <section class="panel" aria-label={words.t("reported.title")}>
          <ul class="rooms-list">
            {reports.map((report) => (
              <Report
                key={report.id}
                words={words}
                report={report}
                place={places.get(report.conversation)}
              />
            ))}
          </ul>
          <form class="fields" method="post" action={PATHS.reports}>
            {reports.length === 0 && <p>{words.t("reported.none")}</p>}
            <p class="quiet small">{words.t("reported.about")}</p>
            {isNew && (
              <div class="row">
                <button type="submit" class="button primary">{words.t("reported.seen")}</button>
              </div>
            )}
          </form>
        </section>
      </Page>
    </ReadingProvider>
  );
}

function Report({ words, report, place }: {
  words: Words;
  report: OwnReport;
  place: ConversationSummary | undefined;
}) {
  const { times, now } = useReading();
  const { at, by, room, seq, words: said, answered } = report;
  const name = by || words.t("blocked.gone");
  const what = words.t(room === undefined ? "reported.direct" : "reported.room", {
    name,
    room: room ?? "",
  });
  return (
    <li>
      <div>
        <p class="small">
          {place ? <a class="link" href={messagePath(place, seq)}>{what}</a> : what}{" "}
          <span class="faint">{words.t("reported.at", { time: times.full(at) })}</span>
        </p>
        {said !== "" && <q class="quiet" dir="auto">{said}</q>}
        <p>
          {answered
            ? (
              <>
                {answered.isNew ? <b>{outcomeOf(words, answered)}</b> : outcomeOf(words, answered)}
                {" "}
                <small class="faint">{times.brief(answered.at, now)}</small>
              </>
            )
            : <span class="quiet">{words.t("reported.waits")}</span>}
        </p>
        {answered && answered.words !== "" && <blockquote dir="auto">{answered.words}</blockquote>}
      </div>
    </li>
  );
}

function outcomeOf(words: Words, { done }: NonNullable<OwnReport["answered"]>): string {
  if (done === undefined) return words.t("reported.looked");
  return words.t(done ? "reported.done" : "reported.nothing");
}
