import { useAdministration, useFailure } from "./administration.ts";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";

/** The forms of an export, as `lib/moving/export/export.ts` has them. */
const FORMS = ["ndjson", "mattermost", "site"] as const;

/** Taking a community along. */
export function Moving() {
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
