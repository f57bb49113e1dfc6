// The four steps of bringing a community in: its file, what would come, the import, and its end.
import { bytesText } from "../../i18n/sizes.ts";
import type { BroughtIn } from "../../protocol/administration.ts";
import { icons, Tree } from "../elements/icons.tsx";
import { settingsIcons } from "../settings/settings_icons.tsx";
import { useAdministration } from "./administration.ts";
import { About, Foot, forget, Problem, Undo } from "./import_parts.tsx";
import { Running } from "./import_running.tsx";
import { ImportChoices } from "./import_choices.tsx";
import { nameList } from "../name_list.ts";
import { Panel } from "./panel.tsx";
import { ADMIN } from "./paths.ts";
import { Placeholders } from "./placeholder_view.tsx";
import { PATHS } from "../paths.ts";
import type { ViewOf } from "./views.ts";

const STEPS = ["file", "report", "import", "done"] as const;

/** The step that an import is at, from 0. */
const STEP_OF: Record<BroughtIn["state"], number> = {
  coming: 0,
  reading: 1,
  read: 1,
  unreadable: 1,
  running: 2,
  failed: 2,
  undoing: 2,
  done: 3,
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
          <Names view={view} />
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

/** Who of it has no account here. */
function Names(
  { view: { import: one, placeholders, nextPlaceholder } }: {
    view: NonNullable<ViewOf<"moving">["shown"]>;
  },
) {
  const { words } = useAdministration();
  if (placeholders.length === 0) return null;
  const query = new URLSearchParams({ import: one.id, names: nextPlaceholder ?? "" });
  return (
    <Panel title={words.t("placeholder.title")}>
      <p class="panel-note">{words.t("placeholder.of-import")}</p>
      <Placeholders placeholders={placeholders} />
      {nextPlaceholder !== undefined && (
        <p class="panel-note">
          <a href={`${ADMIN.moving}?${query}`}>{words.t("import.more-people")}</a>
        </p>
      )}
    </Panel>
  );
}

function hashed(room: string): string {
  return `#${room}`;
}

function Done({ one }: { one: BroughtIn }) {
  const { words } = useAdministration();
  return (
    <section class="panel sheet">
      <div class="nothing">
        <Tree />
        <h2>{words.t("import.here")}</h2>
        <p>
          {words.t("import.in-rooms", {
            count: one.messages,
            rooms: words.t("import.rooms-here", { count: one.rooms }),
          })}
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
      {one.stays && (
        <p class="error said" role="alert">
          {words.t("import.stays", { rooms: nameList(words.locale, one.stays.map(hashed)) })}
        </p>
      )}
      <p class="panel-note">{words.t("import.undo-until")}</p>
      <Undo one={one} label={words.t("import.take-back")} />
    </section>
  );
}
