import type { StatusPreset } from "../../protocol/community.ts";
import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";

const FORM_ID = "status-presets";

export interface StatusPresetsProps {
  presets: readonly StatusPreset[];
  /** Takes one into the fields; without a script a press sets it. */
  onPreset?(preset: StatusPreset): void;
}

/** The statuses of the community, each a button of the form below: Enter in a field presses none. */
export function StatusPresets({ presets, onPreset }: StatusPresetsProps) {
  const { words } = useReading();
  return (
    <div class="row" role="group" aria-label={words.t("composer.suggestions")}>
      {presets.map((preset) => (
        <button
          key={preset.status}
          type="submit"
          class="button"
          dir="auto"
          form={FORM_ID}
          name="preset"
          value={`${preset.until} ${preset.status}`}
          onClick={onPreset && ((event) => {
            event.preventDefault();
            onPreset(preset);
          })}
        >
          {preset.status}
        </button>
      ))}
    </div>
  );
}

/** The form of these buttons; it stands in no other. */
export function StatusPresetsForm() {
  return <form id={FORM_ID} method="post" action={PATHS.ownStatus} hidden />;
}
