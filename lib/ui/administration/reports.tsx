import type { MemberReport } from "../../protocol/administration.ts";
import { useReading } from "../reading.ts";
import { TextField } from "../elements/text_field.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { ActionForm } from "./action_form.tsx";
import { AppealRow } from "./appeal_row.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS, ADMIN, personPath } from "./paths.ts";
import type { ViewOf } from "./views.ts";
import { Around, WaitingRow } from "./waiting_messages.tsx";

const STATES = ["open", "all"] as const;

/** What waits for a moderator: messages that are held, and what members reported. */
export function Reports({ view }: { view: ViewOf<"reports"> }) {
  const { words } = useAdministration();
  const { reports, state, next, waiting, appeals = [] } = view;
  const isEmpty = reports.length === 0 && appeals.length === 0 && !waiting?.messages.length;
  return (
    <Panel
      title={words.t("reports")}
      beside={
        <nav class="row small" aria-label={words.t("reports")}>
          {STATES.flatMap((one) => [
            <a
              key={one}
              href={`${ADMIN.reports}?state=${one}`}
              aria-current={one === state ? "page" : undefined}
            >
              {words.t(`report.${one}`)}
            </a>,
            " ",
          ])}
        </nav>
      }
    >
      {!isEmpty && state === "open" && <Keys />}
      {isEmpty && (
        <p class="note said">
          {words.t(state === "open" ? "report.none-open" : "report.none")}
        </p>
      )}
      <ul class="reports">
        {waiting?.messages.map((message) => <WaitingRow key={message.id} message={message} />)}
        {appeals.map((appeal) => <AppealRow key={appeal.id} appeal={appeal} />)}
        {reports.map((report) => <ReportRow key={report.id} report={report} />)}
      </ul>
      {waiting?.more && <p class="note said">{words.t("held.more")}</p>}
      {next !== undefined && (
        <p class="said">
          <a href={`${ADMIN.reports}?${new URLSearchParams({ state, before: next })}`}>
            {words.t(state === "open" ? "report.later" : "older")}
          </a>
        </p>
      )}
    </Panel>
  );
}

/** The keys of the list, where a script hears them. */
function Keys() {
  const { words, copy } = useAdministration();
  if (!copy) return null;
  const key = (name: string) => <kbd>{name}</kbd>;
  return (
    <details class="note said keys-help">
      <summary>{words.pieces("held.keys", { key: key("?") })}</summary>
      <p>
        {words.pieces("held.keys-text", {
          down: key("j"),
          up: key("k"),
          approve: key("a"),
          refuse: key("r"),
        })}
      </p>
    </details>
  );
}

function ReportRow({ report }: { report: MemberReport }) {
  const { words } = useAdministration();
  const { times, now } = useReading();
  const { message, by, handled } = report;
  const failed = useFailure(ACTIONS.report, report.id);
  const name = (one: { name: string }) => one.name || words.t("gone");
  return (
    <li tabIndex={-1} data-review={!handled || undefined}>
      <p>
        {words.pieces("report.line", {
          by: <b dir="auto">{name(by)}</b>,
          whom: <a href={personPath(message.by.id)}>{name(message.by)}</a>,
          time: times.brief(report.at, now),
        })}{" "}
        <span class="faint">
          {message.room
            ? words.t("report.where", { room: message.room })
            : words.t("report.direct")}
        </span>
      </p>
      <Around messages={report.context?.before ?? []} />
      <blockquote dir="auto">{message.text}</blockquote>
      <Around messages={report.context?.after ?? []} />
      {report.words && <q class="quiet" dir="auto">{report.words}</q>}
      {handled
        ? (
          <p class="note">
            {words.t("report.handled", {
              name: name(handled.by),
              time: times.brief(handled.at, now),
            })}
            {handled.words && ` · ${handled.words}`}
            {handled.answer && ` · ${words.t("report.answered", { answer: handled.answer })}`}
          </p>
        )
        : (
          <ActionForm action={ACTIONS.report} about={{ id: report.id }} class="row find">
            <input type="hidden" name="conversation" value={message.conversation} />
            <input type="hidden" name="seq" value={message.seq} />
            <TextField
              id={`report-${report.id}`}
              name="words"
              label={words.t("report.words")}
              placeholder={words.t("optional")}
              autocomplete="off"
              defaultValue={failed?.typed.words}
              error={failed?.field === "words" ? failed.message : undefined}
            />
            <TextField
              id={`report-answer-${report.id}`}
              name="answer"
              label={words.t("report.answer")}
              placeholder={words.t("optional")}
              autocomplete="off"
              defaultValue={failed?.typed.answer}
            />
            <label class="check">
              <input type="checkbox" name="done" defaultChecked={failed?.typed.done === "on"} />
              {words.t("report.something")}
            </label>
            <button type="submit" class="button" data-approve>{words.t("report.handle")}</button>
            {message.room && (
              <button type="submit" class="button danger" name="delete" value="on">
                {words.t("report.delete")}
              </button>
            )}
          </ActionForm>
        )}
    </li>
  );
}
