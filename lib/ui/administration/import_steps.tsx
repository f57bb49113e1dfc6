// The four steps of bringing a community in: its file, what would come, the import, and its end.
import type { ComponentChildren } from "preact";
import { bytesText } from "../../i18n/sizes.ts";
import type { BroughtIn } from "../../protocol/administration.ts";
import { Confirmation } from "../elements/confirmation.tsx";
import { icons, Tree } from "../elements/icons.tsx";
import { settingsIcons } from "../settings/settings_icons.tsx";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { ImportChoices } from "./import_choices.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";
import { PATHS } from "../paths.ts";
import type { ViewOf } from "./views.ts";

const STEPS = ["file", "report", "import", "done"] as const;

/** The step that an import is at, from 0. */
const STEP_OF: Record<BroughtIn["state"], number> = {
  ...{ coming: 0, reading: 1, read: 1, unreadable: 1 },
  ...{ running: 2, failed: 2, undoing: 2, done: 3 },
};

/** One import, at its step. */
export function ImportSteps({ view }: { view: NonNullable<ViewOf<"moving">["shown"]> }) {
  const { import: one } = view;
  return (
    <>
      <Way at={STEP_OF[one.state]} />
      <Step view={view} />
    </>
  );
}

function Step({ view }: { view: NonNullable<ViewOf<"moving">["shown"]> }) {
  const { import: one } = view;
  switch (one.state) {
    case "coming":
      return <SendFile going={one} />;
    case "reading":
      return <Reading one={one} />;
    case "unreadable":
      return <Unreadable one={one} />;
    case "read":
      return (
        <>
          <Report view={view} />
          <ImportChoices view={view} />
        </>
      );
    case "running":
    case "undoing":
    case "failed":
      return <Running one={one} />;
    case "done":
      return (
        <>
          <Done one={one} />
          <Report view={view} />
        </>
      );
  }
}

function Way({ at }: { at: number }) {
  const { words } = useAdministration();
  return (
    <ol class="way" aria-label={words.t("import.steps")}>
      {STEPS.map((step, n) => (
        <li
          key={step}
          class={n < at ? "past" : undefined}
          aria-current={n === at ? "step" : undefined}
        >
          {n < at ? icons.check() : <b>{n + 1}</b>}
          <span>{words.t(`import.step.${step}`)}</span>
        </li>
      ))}
    </ol>
  );
}

/** Where an export is dropped or chosen; `going`: one of which something is here already. */
export function SendFile({ going }: { going?: BroughtIn }) {
  const { words, sending } = useAdministration();
  const now = sending?.now;
  return (
    <Panel title={words.t("import.bring")}>
      {now ? <Sending {...now} /> : (
        <label class="dropzone">
          {settingsIcons.box()}
          <b>{words.t("import.drop")}</b>
          <p>{words.t("import.kinds")}</p>
          {going?.upload && (
            <p>
              {words.t("import.go-on", {
                file: going.file,
                here: bytesText(words.locale, going.upload.here),
                size: bytesText(words.locale, going.upload.size),
              })}
            </p>
          )}
          {sending && (
            <>
              <input
                type="file"
                class="sr-only"
                accept=".zip,.json,.jsonl,.ndjson,.gz"
                onChange={({ currentTarget: { files } }) => {
                  if (files?.[0]) sending.send(files[0]);
                }}
              />
              <span class="button">{words.t("import.choose")}</span>
            </>
          )}
          <noscript>
            <p>{words.t("import.no-script")}</p>
          </noscript>
        </label>
      )}
      {sending?.failed && <p class="error said" role="alert">{sending.failed}</p>}
      <p class="panel-note">{words.t("import.kept")}</p>
      {going && <Foot>{forget(going, words.t("import.stop"))}</Foot>}
    </Panel>
  );
}

function Sending({ file, here, size }: { file: string; here: number; size: number }) {
  const { words } = useAdministration();
  const text = (bytes: number) => bytesText(words.locale, bytes);
  return (
    <div class="running">
      <progress class="line-progress" max={size} value={here} aria-label={file} />
      <div class="numbers">
        <span dir="auto">{file}</span>
        <span>{words.t("import.sent", { here: text(here), size: text(size) })}</span>
      </div>
      <p class="faint">{words.t("import.stay")}</p>
    </div>
  );
}

function Reading({ one }: { one: BroughtIn }) {
  const { words } = useAdministration();
  return (
    <Panel title={words.t("import.reading")} beside={<About one={one} />}>
      <div class="running">
        <progress class="line-progress" aria-label={words.t("import.reading")} />
        <p class="faint">{words.t("import.reading-text")}</p>
      </div>
      <Foot>{forget(one, words.t("import.stop"))}</Foot>
    </Panel>
  );
}

function Unreadable({ one }: { one: BroughtIn }) {
  const { words } = useAdministration();
  return (
    <Panel title={words.t("import.unreadable")} beside={<About one={one} />}>
      <p class="error said" role="alert">
        <Problem one={one} />
      </p>
      <Foot>{forget(one, words.t("import.remove"))}</Foot>
    </Panel>
  );
}

function Problem({ one: { problem } }: { one: BroughtIn }) {
  const { words } = useAdministration();
  if (!problem) return null;
  return <>{words.t(`import.problem.${problem.why}`, { detail: problem.detail })}</>;
}

/** What comes and what is lost. */
function Report(
  { view: { import: one, losses } }: { view: NonNullable<ViewOf<"moving">["shown"]> },
) {
  const { words } = useAdministration();
  const title = one.state === "done" ? words.t("import.came") : words.t("import.would-come");
  const figures = [
    ["import.rooms", words.number(one.rooms)],
    ["import.people", words.number(one.people)],
    ["import.messages", words.number(one.messages)],
    ["import.since", one.since === undefined ? "–" : String(new Date(one.since).getUTCFullYear())],
  ] as const;
  return (
    <Panel title={title} beside={<About one={one} />}>
      <dl class="report-figures">
        {figures.map(([name, figure]) => (
          <div key={name}>
            <dt>{words.t(name)}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      <ul class="losses">
        <Kept what={words.t("import.kept.messages")} count={one.messages} />
        <Kept what={words.t("import.kept.files")} count={one.files} />
        {one.emoji && <Kept what={words.t("import.kept.emoji")} count={one.emoji} />}
        {losses.map(({ what, count, places }) => (
          <li key={what} class="lost">
            {settingsIcons.warning()}
            <details>
              <summary>{words.t(`import.lost.${what}`)}</summary>
              <ul>
                {places.map((place, n) => <li key={n} dir="auto">{place}</li>)}
                {count > places.length && <li>…</li>}
              </ul>
            </details>
            <span class="faint">{words.number(count)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Kept({ what, count }: { what: string; count: number }) {
  const { words } = useAdministration();
  return (
    <li class="kept">
      {icons.check()}
      <span>{what}</span>
      <span class="faint">{words.number(count)}</span>
    </li>
  );
}

function Running({ one }: { one: BroughtIn }) {
  const { words } = useAdministration();
  const { state, messages, total, rooms, room } = one;
  const failed = useFailure(ACTIONS.importUndo, one.id);
  const isOver = total !== undefined && messages >= total;
  return (
    <Panel title={words.t(`import.now.${state as "running"}`)} beside={<About one={one} />}>
      <div class="running">
        {state !== "failed" && (
          <progress
            class="line-progress"
            aria-label={words.t("import.step.import")}
            max={total || undefined}
            value={state === "running" && total ? messages : undefined}
          />
        )}
        {state === "failed" && (
          <p class="error" role="alert">
            <Problem one={one} />
          </p>
        )}
        <div class="numbers">
          <span>
            {total === undefined
              ? words.t("import.messages-here", { count: messages })
              : words.t("import.of", { count: messages, total: words.number(total) })}
          </span>
          {total !== undefined && total > 0 && (
            <span>{words.number(Math.min(100, Math.floor(100 * messages / total)))} %</span>
          )}
        </div>
        {state === "running" && (
          <ul>
            <li>{icons.check()} {words.t("import.done-rooms", { rooms: words.number(rooms) })}</li>
            {room !== undefined && !isOver && (
              <li class="waits">
                {icons.clock()} <span dir="auto"># {room}</span>
              </li>
            )}
          </ul>
        )}
        {state === "running" && <p class="faint">{words.t("import.leave")}</p>}
      </div>
      {failed && <p class="error said" role="alert">{failed.message}</p>}
      {state !== "undoing" && <Undo one={one} label={words.t("import.stop-and-undo")} />}
    </Panel>
  );
}

function Done({ one }: { one: BroughtIn }) {
  const { words } = useAdministration();
  return (
    <section class="panel sheet">
      <div class="nothing">
        <Tree />
        <h2>{words.t("import.here")}</h2>
        <p>
          {words.t("import.in-rooms", { count: one.messages, rooms: words.number(one.rooms) })}
        </p>
        <div class="row">
          <a class="button primary" href={PATHS.rooms}>{words.t("import.look")}</a>
          <a
            class="button"
            href={`/api/v1/admin/imports/${encodeURIComponent(one.id)}/losses`}
            download="report.json"
          >
            {words.t("import.report")}
          </a>
        </div>
      </div>
      <p class="panel-note">{words.t("import.undo-until")}</p>
      <Undo one={one} label={words.t("import.take-back")} />
    </section>
  );
}

function Undo({ one, label }: { one: BroughtIn; label: string }) {
  const { words } = useAdministration();
  return (
    <ActionForm action={ACTIONS.importUndo} about={{ id: one.id }} class="panel-foot">
      <Confirmation
        name="sure"
        label={words.t("import.undo-sure")}
        errorId="undo-unsure"
        error={undefined}
      />
      <button type="submit" class="button danger">{label}</button>
    </ActionForm>
  );
}

function forget(one: BroughtIn, label: string) {
  return (
    <ActionForm action={ACTIONS.importForget} about={{ id: one.id }}>
      <button type="submit" class="button">{label}</button>
    </ActionForm>
  );
}

function About({ one: { file, upload } }: { one: BroughtIn }) {
  const { words } = useAdministration();
  const size = upload && bytesText(words.locale, upload.size);
  return <small class="faint" dir="auto">{[file, size].filter(Boolean).join(" · ")}</small>;
}

function Foot({ children }: { children: ComponentChildren }) {
  return <div class="panel-foot">{children}</div>;
}
