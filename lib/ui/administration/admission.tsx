import { REGISTRATIONS } from "../../protocol/administration.ts";
import { REQUEST_RULES } from "../../protocol/message_requests.ts";
import { useAdministration, useFailure } from "./administration.ts";
import { ActionForm } from "./action_form.tsx";
import { TextField } from "../elements/text_field.tsx";
import { ACTIONS, ADMIN } from "./paths.ts";
import type { ViewOf } from "./views.ts";

/** Who may come in. */
export function Admission({ view: { settings } }: { view: ViewOf<"admission"> }) {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.door);
  const { guests, registration, requests, secondFactor } = failed
    ? {
      guests: failed.typed.guests === "on",
      registration: failed.typed.registration,
      requests: failed.typed.requests,
      secondFactor: failed.typed.secondFactor === "on",
    }
    : settings;
  return (
    <section class="panel sheet" aria-label={words.t("admission")}>
      <ActionForm action={ACTIONS.door} class="fields">
        <label class="check">
          <input type="checkbox" name="guests" value="on" defaultChecked={guests} />
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
                defaultChecked={one === registration}
              />
              {words.t(`door.registration.${one}`)}
            </label>
          ))}
        </fieldset>
        <TextField
          name="guestsPerAddress"
          label={words.t("door.per-address")}
          hint={words.t("door.per-address-hint")}
          autocomplete="off"
          required
          defaultValue={failed?.typed.guestsPerAddress ?? String(settings.guestsPerAddress)}
          error={failed?.field === "guestsPerAddress" ? failed.message : undefined}
        />
        <fieldset class="choice">
          <legend>{words.t("door.requests")}</legend>
          {REQUEST_RULES.map((one) => (
            <label class="check" key={one}>
              <input
                type="radio"
                name="requests"
                value={one}
                defaultChecked={one === requests}
              />
              {words.t(`door.requests.${one}`)}
            </label>
          ))}
          <p class="quiet small">{words.t("door.requests-hint")}</p>
        </fieldset>
        <label class="check">
          <input type="checkbox" name="secondFactor" value="on" defaultChecked={secondFactor} />
          {words.t("door.second-factor")}
        </label>
        <div class="row">
          <button type="submit" class="button primary">{words.t("door.save")}</button>{" "}
          <a class="button" href={ADMIN.invitations}>{words.t("invitations")}</a>
        </div>
      </ActionForm>
    </section>
  );
}
