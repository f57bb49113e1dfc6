import type { Person } from "../../protocol/events.ts";
import { TextField } from "../elements/text_field.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { ActionForm } from "./action_form.tsx";
import { ACTIONS, personPath } from "./paths.ts";

const QUICK = ["10m", "1h", "24h"] as const;

/** A menu of usual kick durations; others are on the person's page. Works without scripts. */
export function KickMenu({ user }: { user: Person }) {
  const { words } = useAdministration();
  const { name, id } = user;
  const failed = useFailure(ACTIONS.sanction, "kick", id);
  return (
    <details class="pop" open={failed ? true : undefined}>
      <summary class="button" aria-label={words.t("kick.of", { name })}>
        {words.t("kick.menu")}
      </summary>
      <ActionForm action={ACTIONS.sanction} about={{ what: "kick", id }} class="menu">
        <TextField
          id={`kick-${id}`}
          name="reason"
          label={words.t("reason")}
          placeholder={words.t("optional")}
          autocomplete="off"
          defaultValue={failed?.typed.reason}
          error={failed?.field === "reason" ? failed.message : undefined}
        />
        {QUICK.map((duration) => (
          <button key={duration} type="submit" name="duration" value={duration}>
            {words.t(`for.${duration}`)}
          </button>
        ))}
        <a href={personPath(id, "kick")}>
          {words.t("for.other")} <span class="faint">{words.t("for.examples")}</span>
        </a>
      </ActionForm>
    </details>
  );
}
