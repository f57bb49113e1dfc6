import { REGISTRATIONS, type Settings } from "../../protocol/administration.ts";
import { useAdministration } from "./administration.ts";
import { DoForm } from "./do_form.tsx";
import { Panel } from "./panel.tsx";
import { ADMIN, DO } from "./paths.ts";

/** Who may come in. */
export function DoorPanel({ settings }: { settings: Settings }) {
  const { words } = useAdministration();
  return (
    <Panel
      title={words.t("door.title")}
      beside={<a class="small" href={ADMIN.invitations}>{words.t("invitations")}</a>}
    >
      <DoForm action={DO.door} class="fields">
        <label class="check">
          <input type="checkbox" name="guests" value="on" defaultChecked={settings.guests} />
          {words.t("door.guests")}
        </label>
        <fieldset class="choice">
          <legend>{words.t("door.registration")}</legend>
          {REGISTRATIONS.map((one) => (
            <label class="check" key={one}>
              <input
                type="radio"
                name="registration"
                value={one}
                defaultChecked={one === settings.registration}
              />
              {words.t(`door.registration.${one}`)}
            </label>
          ))}
        </fieldset>
        <button type="submit" class="button">{words.t("door.save")}</button>
      </DoForm>
    </Panel>
  );
}
