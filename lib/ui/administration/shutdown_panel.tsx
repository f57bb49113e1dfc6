import { spanOf } from "../../i18n/spans.ts";
import { Confirmation } from "../elements/confirmation.tsx";
import { useReading } from "../reading.ts";
import { TextField } from "../elements/text_field.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { ActionForm } from "./action_form.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";
import type { ViewOf } from "./views.ts";

const DELAYS = ["10s", "1m", "5m", "15m", "1h"] as const;
/** What everyone is told of what follows. The first is true of a server that comes back too. */
const THEN = ["shutdown", "restart"] as const;

/** Plans a shutdown of all instances, or shows the countdown and cancels it. */
export function ShutdownPanel({ plan }: { plan: ViewOf<"overview">["shutdown"] }) {
  const { words } = useAdministration();
  return (
    <Panel title={words.t("shutdown.title")} id="shutdown">
      {plan ? <Planned {...plan} /> : <Plan />}
    </Panel>
  );
}

function Planned({ at, text, then }: NonNullable<ViewOf<"overview">["shutdown"]>) {
  const { words } = useAdministration();
  const { times, now } = useReading();
  const left = at - now;
  return (
    <ActionForm action={ACTIONS.cancelShutdown} class="fields">
      <p class="countdown" role="timer">
        {left > 0
          ? words.t(`shutdown.planned.${then}`, {
            left: spanOf(words.locale, left),
            time: times.time(at),
          })
          : words.t(`shutdown.now.${then}`)}
      </p>
      {text && <q class="quiet small">{text}</q>}
      <button type="submit" class="button">{words.t(`shutdown.cancel.${then}`)}</button>
    </ActionForm>
  );
}

function Plan() {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.shutdown);
  return (
    <ActionForm action={ACTIONS.shutdown} class="fields">
      <p class="quiet small">{words.t("shutdown.text")}</p>
      <div class="input">
        <label for="shutdown-in">{words.t("shutdown.in")}</label>
        <select id="shutdown-in" name="in">
          {DELAYS.map((one) => (
            <option key={one} value={one} selected={one === (failed?.typed.in ?? "1m")}>
              {words.t(`shutdown.in.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <div class="input">
        <label for="shutdown-then">{words.t("shutdown.then")}</label>
        <select id="shutdown-then" name="then">
          {THEN.map((one) => (
            <option key={one} value={one} selected={one === failed?.typed.then}>
              {words.t(`shutdown.then.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <TextField
        name="words"
        label={words.t("shutdown.words")}
        hint={words.t("shutdown.words-hint")}
        autocomplete="off"
        defaultValue={failed?.typed.words}
        error={failed?.field === "words" ? failed.message : undefined}
      />
      <Confirmation
        name="sure"
        label={words.t("shutdown.sure")}
        errorId="shutdown-unsure"
        checked={failed?.typed.sure === "on"}
        error={failed?.field === "sure" ? failed.message : undefined}
      />
      <button type="submit" class="button danger">{words.t("shutdown.save")}</button>
    </ActionForm>
  );
}
