import { useReading } from "../reading.ts";
import { ActionForm } from "./action_form.tsx";
import { useAdministration } from "./administration.ts";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";

/** On every page, to who may end it: that there is a raid, until when. */
export function RaidBanner() {
  const { words, shown: { raid } } = useAdministration();
  const { times, now } = useReading();
  if (!raid || raid.until <= now) return null;
  return (
    <Panel title={words.t("raid.title")}>
      <ActionForm action={ACTIONS.raid} class="fields">
        <p role="status">
          {words.t("raid.on", {
            time: times.brief(raid.until, now),
            name: raid.by.name || words.t("gone"),
          })}
        </p>
        <div class="row">
          <button type="submit" class="button danger" name="on" value="off">
            {words.t("raid.end")}
          </button>
        </div>
      </ActionForm>
    </Panel>
  );
}

/** Begins raid mode by one press. */
export function RaidPanel() {
  const { words, shown: { raid } } = useAdministration();
  if (raid) return null; // the banner says so
  return (
    <Panel title={words.t("raid.title")}>
      <ActionForm action={ACTIONS.raid} class="fields">
        <p class="note">{words.t("raid.text")}</p>
        <button type="submit" class="button danger" name="on" value="on">
          {words.t("raid.begin")}
        </button>
      </ActionForm>
    </Panel>
  );
}
