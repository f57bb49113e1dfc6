import { spanOf } from "../../i18n/spans.ts";
import { NEWCOMER_RULES } from "../../protocol/administration.ts";
import { TextField } from "../elements/text_field.tsx";
import { offeredSlowness } from "../slow_times.ts";
import { useAdministration, useFailure } from "./administration.ts";
import { ActionForm } from "./action_form.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";
import type { ViewOf } from "./views.ts";

/** What keeps the community in order before somebody has to: what newcomers may do, and what waits. */
export function Safety({ view }: { view: ViewOf<"safety"> }) {
  return (
    <>
      <NewcomersPanel view={view} />
      <HeldWordsPanel view={view} />
      <ProofPanel view={view} />
    </>
  );
}

/** Who counts as a newcomer, and what they may not do yet. */
function NewcomersPanel({ view: { settings } }: { view: ViewOf<"safety"> }) {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.newcomers);
  const typed = failed?.typed;
  const errorAt = (name: string) => failed?.field === name ? failed.message : undefined;
  const slow = Number(typed?.newcomerSlowSeconds ?? settings.newcomerSlowSeconds) || 0;
  return (
    <Panel title={words.t("newcomers.title")}>
      <ActionForm action={ACTIONS.newcomers} class="fields">
        <p class="note">{words.t("newcomers.text")}</p>
        <div class="two-even">
          <TextField
            name="newcomerDays"
            label={words.t("newcomers.days")}
            hint={words.t("newcomers.days-hint")}
            autocomplete="off"
            required
            defaultValue={typed?.newcomerDays ?? String(settings.newcomerDays)}
            error={errorAt("newcomerDays")}
          />
          <TextField
            name="newcomerMessages"
            label={words.t("newcomers.messages")}
            hint={words.t("newcomers.messages-hint")}
            autocomplete="off"
            required
            defaultValue={typed?.newcomerMessages ?? String(settings.newcomerMessages)}
            error={errorAt("newcomerMessages")}
          />
        </div>
        {(["newcomerLinks", "newcomerFiles"] as const).map((name) => (
          <div class="input" key={name}>
            <label for={name}>{words.t(`newcomers.${name}`)}</label>
            <select id={name} name={name}>
              {NEWCOMER_RULES.map((rule) => (
                <option
                  key={rule}
                  value={rule}
                  selected={rule === (typed?.[name] ?? settings[name])}
                >
                  {words.t(`newcomers.${rule}`)}
                </option>
              ))}
            </select>
          </div>
        ))}
        <div class="input">
          <label for="newcomerSlowSeconds">{words.t("newcomers.slow")}</label>
          <select id="newcomerSlowSeconds" name="newcomerSlowSeconds">
            {offeredSlowness(slow).map((seconds) => (
              <option key={seconds} value={seconds} selected={seconds === slow}>
                {seconds === 0 ? words.t("room.slow-off") : spanOf(words.locale, seconds * 1000)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="button primary">{words.t("door.save")}</button>
      </ActionForm>
    </Panel>
  );
}

const WORD_LINES = 6;

/** The words that messages wait for. */
function HeldWordsPanel({ view }: { view: ViewOf<"safety"> }) {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.heldWords);
  const error = failed?.field === "words" ? failed.message : undefined;
  return (
    <Panel title={words.t("held.title")}>
      <ActionForm action={ACTIONS.heldWords} class="fields">
        <div class="input">
          <label for="field-words">{words.t("held.words")}</label>
          <textarea
            id="field-words"
            name="words"
            rows={WORD_LINES}
            dir="auto"
            spellcheck={false}
            defaultValue={failed?.typed.words ?? view.words.join("\n")}
            aria-invalid={error ? "true" : undefined}
            aria-describedby={error ? "field-words-error" : "field-words-hint"}
          />
          {error
            ? <span class="error" role="alert" id="field-words-error">{error}</span>
            : <small id="field-words-hint">{words.t("held.words-hint")}</small>}
        </div>
        <button type="submit" class="button primary">{words.t("door.save")}</button>
      </ActionForm>
    </Panel>
  );
}

/** Whether everybody who is new does some work first. */
function ProofPanel({ view: { settings } }: { view: ViewOf<"safety"> }) {
  const { words } = useAdministration();
  return (
    <Panel title={words.t("proof.title")}>
      <ActionForm action={ACTIONS.proof} class="fields">
        <label class="check">
          <input type="checkbox" name="proof" value="on" defaultChecked={settings.proof} />
          {words.t("proof.always")}
        </label>
        <p class="note">{words.t("proof.hint")}</p>
        <button type="submit" class="button primary">{words.t("door.save")}</button>
      </ActionForm>
    </Panel>
  );
}
