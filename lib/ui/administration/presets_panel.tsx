import { LIMITS } from "../../protocol/limits.ts";
import { PROFILE_LIMITS, type StatusPreset } from "../../protocol/community.ts";
import { STATUS_ENDS } from "../../protocol/status_ends.ts";
import { useReading } from "../reading.ts";
import { statusEndWords } from "../settings/status_end_words.ts";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";

/** The statuses that everybody is offered: one a row, and rows without words are none. */
export function PresetsPanel({ presets }: { presets: readonly StatusPreset[] }) {
  const { words } = useAdministration();
  const reading = useReading();
  const failed = useFailure(ACTIONS.presets);
  return (
    <Panel title={words.t("presets.title")}>
      <ActionForm action={ACTIONS.presets} class="fields" keeps>
        <p class="note">{words.t("presets.text")}</p>
        {failed?.field && <p class="error" role="alert">{failed.message}</p>}
        {Array.from({ length: PROFILE_LIMITS.presets }, (_, at) => {
          const until = failed?.typed[`until${at}`] ?? presets[at]?.until;
          return (
            <div key={at} class="preset input">
              <input
                type="text"
                name={`status${at}`}
                dir="auto"
                autocomplete="off"
                maxLength={LIMITS.status}
                aria-label={words.t("presets.status", { number: String(at + 1) })}
                defaultValue={failed?.typed[`status${at}`] ?? presets[at]?.status}
              />
              <select
                name={`until${at}`}
                aria-label={words.t("presets.until", { number: String(at + 1) })}
              >
                {STATUS_ENDS.map((end) => (
                  <option key={end} value={end} selected={end === until}>
                    {statusEndWords(reading.words, end)}
                  </option>
                ))}
              </select>
            </div>
          );
        })}
        <button type="submit" class="button">{words.t("presets.save")}</button>
      </ActionForm>
    </Panel>
  );
}
