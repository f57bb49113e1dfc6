import type { SanctionKind } from "../../protocol/sanctions.ts";
import { TextField } from "../elements/text_field.tsx";
import type { AdministrationTranslator } from "./administration.ts";
import type { Failure } from "./views.ts";

const DURATIONS = {
  kick: ["10m", "1h", "24h"],
  mute: ["10m", "1h", "24h", "7d"],
  ban: ["endless", "24h", "7d"],
} as const;

export interface SanctionFieldsProps {
  words: AdministrationTranslator;
  kind: SanctionKind;
  failed?: Pick<Failure, "field" | "message" | "typed">;
  /** Where the keyboard starts: in a dialog. */
  focus?: boolean;
}

/** Duration, reason and address of a sanction. A typed duration wins over a chosen one. */
export function SanctionFields({ words, kind, failed, focus }: SanctionFieldsProps) {
  const durations = DURATIONS[kind];
  const chosen = failed?.typed.duration ?? durations[0];
  const errorAt = (field: string) => failed?.field === field ? failed.message : undefined;
  return (
    <>
      <p class="quiet small">{words.t(`${kind}.hint`)}</p>
      <fieldset class="choice">
        <legend>{words.t("for")}</legend>
        <div class="options">
          {durations.map((one) => (
            <label class="check" key={one}>
              <input type="radio" name="duration" value={one} defaultChecked={one === chosen} />
              {words.t(`for.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <TextField
        id={`${kind}-other`}
        name="other"
        label={words.t("for.other")}
        hint={words.t("for.form")}
        autocomplete="off"
        defaultValue={failed?.typed.other}
        error={errorAt("other")}
      />
      <TextField
        id={`${kind}-reason`}
        name="reason"
        label={words.t("reason")}
        hint={words.t("reason.hint")}
        autocomplete="off"
        focus={focus}
        defaultValue={failed?.typed.reason}
        error={errorAt("reason")}
      />
      {kind !== "mute" && (
        <label class="check">
          <input
            type="checkbox"
            name="addresses"
            value="on"
            defaultChecked={failed?.typed.addresses === "on"}
          />
          {words.t("addresses")}
        </label>
      )}
    </>
  );
}
