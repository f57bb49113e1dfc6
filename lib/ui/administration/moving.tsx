import type { BroughtIn } from "../../protocol/administration.ts";
import { icons } from "../elements/icons.tsx";
import { useReading } from "../reading.ts";
import { useAdministration, useFailure } from "./administration.ts";
import { ImportSteps, SendFile } from "./import_steps.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS, importPath } from "./paths.ts";
import type { ViewOf } from "./views.ts";

/** The forms of an export, as `lib/moving/export/export.ts` has them. */
const FORMS = ["ndjson", "mattermost", "site"] as const;

/** Bringing a community in, and taking it along. */
export function Moving({ view }: { view: ViewOf<"moving"> }) {
  if (view.shown) return <ImportSteps view={view.shown} />;
  return (
    <>
      <SendFile />
      <Imports imports={view.imports} />
      <TakeAlong />
    </>
  );
}

function Imports({ imports }: { imports: readonly BroughtIn[] }) {
  const { words } = useAdministration();
  const { times } = useReading();
  if (imports.length === 0) return null;
  return (
    <Panel title={words.t("import.title")}>
      <ul class="losses">
        {imports.map(({ id, file, at, by, state, messages }) => (
          <li key={id} class={state === "done" ? "kept" : undefined}>
            {state === "done" ? icons.check() : icons.clock()}
            <span>
              <a href={importPath(id)} dir="auto">{file}</a>
              <small class="faint">
                {[times.full(at), by?.name, words.t(`import.state.${state}`)]
                  .filter(Boolean).join(" · ")}
              </small>
            </span>
            {messages > 0 && (
              <span class="faint">{words.t("import.messages-here", { count: messages })}</span>
            )}
          </li>
        ))}
      </ul>
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
