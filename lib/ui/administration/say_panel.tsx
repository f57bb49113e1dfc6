import { TextField } from "../text_field.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { DoForm } from "./do_form.tsx";
import { Panel } from "./panel.tsx";
import { DO } from "./paths.ts";

/** A notice that stands at the head of everyone's page. */
export function SayPanel() {
  const { words } = useAdministration();
  const failed = useFailure(DO.say);
  return (
    <Panel title={words.t("say.title")}>
      <DoForm action={DO.say} class="fields">
        <TextField
          name="text"
          label={words.t("say.text")}
          autocomplete="off"
          required
          defaultValue={failed?.typed.text}
          error={failed?.field === "text" ? failed.message : undefined}
        />
        <button type="submit" class="button">{words.t("say.send")}</button>
      </DoForm>
    </Panel>
  );
}
