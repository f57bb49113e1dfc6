import { TextField } from "../elements/text_field.tsx";
import type { SettingsPageProps } from "../pages/props.ts";
import { useReading } from "../reading.ts";

/** What notifies one beside one's name, and what others see of one. */
export function PersonalPanel({ personal, error }: Pick<SettingsPageProps, "personal" | "error">) {
  const { words } = useReading();
  return (
    <section class="panel">
      <h2>{words.t("settings.personal")}</h2>
      <div class="fields">
        <input type="hidden" name="personal" value="on" />
        <TextField
          name="keywords"
          label={words.t("settings.keywords")}
          hint={words.t("settings.keywords-hint")}
          autocomplete="off"
          defaultValue={personal.keywords.join(", ")}
          error={error?.field === "keywords" ? error.message : undefined}
        />
        <TextField
          name="pronouns"
          label={words.t("settings.pronouns")}
          hint={words.t("settings.pronouns-hint")}
          autocomplete="off"
          defaultValue={personal.pronouns}
          error={error?.field === "pronouns" ? error.message : undefined}
        />
        <Shown name="localTime" shown={personal.zone !== ""} />
        <Shown name="receipts" shown={personal.receipts} />
        <Shown name="typing" shown={personal.typing} />{" "}
        <small class="note">{words.t("settings.shown-hint")}</small>
      </div>
    </section>
  );
}

function Shown({ name, shown }: { name: "localTime" | "receipts" | "typing"; shown: boolean }) {
  const { words } = useReading();
  return (
    <label class="check">
      <input type="checkbox" name={name} defaultChecked={shown} />
      {words.t(`settings.${name}`)}
    </label>
  );
}
