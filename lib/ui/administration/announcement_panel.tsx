import { TextField } from "../elements/text_field.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { ActionForm } from "./action_form.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";

/** Sends a notice to everyone. */
export function AnnouncementPanel() {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.say);
  return (
    <Panel title={words.t("say.title")}>
      <ActionForm action={ACTIONS.say} class="fields">
        <TextField
          name="text"
          label={words.t("say.text")}
          autocomplete="off"
          required
          defaultValue={failed?.typed.text}
          error={failed?.field === "text" ? failed.message : undefined}
        />
        <button type="submit" class="button">{words.t("say.send")}</button>
      </ActionForm>
    </Panel>
  );
}
