import type { BroughtIn } from "../../protocol/administration.ts";
import { useReading } from "../reading.ts";
import { useAdministration, useFailure } from "./administration.ts";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";
import type { ViewOf } from "./views.ts";

/** The forms of an export, as `lib/moving/export/export.ts` has them. */
const FORMS = ["ndjson", "mattermost", "site"] as const;

/** Taking a community along, and what was brought in. */
export function Moving({ view }: { view: ViewOf<"moving"> }) {
  return (
    <>
      <TakeAlong />
      <Imports imports={view.imports} />
    </>
  );
}

function Imports({ imports }: { imports: readonly BroughtIn[] }) {
  const { words } = useAdministration();
  const { times } = useReading();
  return (
    <Panel title={words.t("import.title")}>
      {imports.length === 0 && <p class="note said">{words.t("import.none")}</p>}
      {imports.map(({ id, file, at, state, rooms, people, messages, files, losses }) => (
        <div key={id} class="fields">
          <p>
            <b dir="auto">{file}</b>{" "}
            <span class="faint">{times.full(at)} · {words.t(`import.state.${state}`)}</span>
          </p>
          <p>
            {words.t("import.came", { count: messages })} · {words.t("import.counts", {
              rooms: String(rooms),
              people: String(people),
              files: String(files),
            })}
          </p>
          {losses.length > 0 && (
            <details>
              <summary>{words.t("import.lost")}</summary>
              <ul class="note">
                {losses.map(({ what, count }) => (
                  <li key={what}>
                    {words.t("import.lost-count", {
                      what: words.t(`import.lost.${what}`),
                      count,
                    })}
                  </li>
                ))}
              </ul>
            </details>
          )}
          <p class="note">{words.t("import.undo", { id })}</p>
        </div>
      ))}
    </Panel>
  );
}

function TakeAlong() {
  const { words, shown } = useAdministration();
  const failed = useFailure(ACTIONS.exportAll);
  return (
    <Panel title={words.t("export.title")}>
      <form method="post" action={ACTIONS.exportAll} enctype="multipart/form-data" class="fields">
        <input type="hidden" name="next" value={shown.here} />
        {failed && <p class="error" role="alert">{failed.message}</p>}
        <p class="note">{words.t("export.text")}</p>
        <fieldset class="choice">
          <legend class="sr-only">{words.t("export.title")}</legend>
          {FORMS.map((form, n) => (
            <label key={form} class="check">
              <input type="radio" name="form" value={form} defaultChecked={n === 0} />
              <span>
                {words.t(`export.${form}`)}
                <br />
                <small class="faint">{words.t(`export.${form}-hint`)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <button type="submit" class="button primary">{words.t("export.save")}</button>
      </form>
    </Panel>
  );
}
