import { spanOf } from "../../i18n/spans.ts";
import type { Retention } from "../../protocol/administration.ts";
import { TextField } from "../elements/text_field.tsx";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";

const DAY_MS = 86_400_000;

/** How long messages are kept, everywhere and in rooms with a rule of their own. */
export function KeptPanel({ kept: { days, rooms } }: { kept: Retention }) {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.retention);
  const span = (some: number) => spanOf(words.locale, some * DAY_MS);
  const errorAt = (name: string) => failed?.field === name ? failed.message : undefined;
  return (
    <Panel title={words.t("kept.title")}>
      <ActionForm action={ACTIONS.retention} class="fields">
        <p class="note">{words.t("kept.text")}</p>
        <ul class="note">
          <li>
            {days === undefined ? words.t("kept.none") : words.t("kept.all", { span: span(days) })}
          </li>
          {rooms.map(({ id, name, days }) => (
            <li key={id}>
              {days === 0
                ? words.t("kept.stay", { room: name })
                : words.t("kept.one", { room: name, span: span(days) })}
            </li>
          ))}
        </ul>
        <div class="two-even">
          <TextField
            name="days"
            label={words.t("kept.days")}
            hint={words.t("kept.days-hint")}
            autocomplete="off"
            defaultValue={failed?.typed.days ?? ""}
            error={errorAt("days")}
          />
          <TextField
            name="room"
            label={words.t("kept.room")}
            hint={words.t("kept.room-hint")}
            autocomplete="off"
            defaultValue={failed?.typed.room ?? ""}
            error={errorAt("room")}
          />
        </div>
        <button type="submit" class="button">{words.t("kept.save")}</button>
      </ActionForm>
    </Panel>
  );
}
