import type { Person } from "../../protocol/events.ts";
import { TextField } from "../elements/text_field.tsx";
import { useReading } from "../reading.ts";
import { useAdministration, useFailure } from "./administration.ts";
import { ActionForm } from "./action_form.tsx";
import { ACTIONS, personPath } from "./paths.ts";

const QUICK = ["10m", "1h", "24h"] as const;

/**
 * What may be done about somebody: a kick for a usual time at once, the rest on their page. One button,
 * for a row has no room for three. Works without scripts.
 */
export function SanctionMenu({ user }: { user: Person }) {
  const { words } = useAdministration();
  const { words: common } = useReading();
  const { name, id } = user;
  const failed = useFailure(ACTIONS.sanction, "kick", id);
  return (
    <details class="pop" open={failed ? true : undefined}>
      <summary class="button" aria-label={words.t("connected.actions-of", { name })}>
        {words.t("connected.actions")}
      </summary>
      <ActionForm action={ACTIONS.sanction} about={{ what: "kick", id }} class="menu">
        <span class="menu-group">{words.t("kick.menu")}</span>
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
        <a
          href={personPath(id, "mute")}
          aria-label={common.t("sentence.of", { what: words.t("mute.menu"), name })}
        >
          {words.t("mute.menu")}
        </a>
        <a
          class="danger"
          href={personPath(id, "ban")}
          aria-label={common.t("sentence.of", { what: words.t("ban.menu"), name })}
        >
          {words.t("ban.menu")}
        </a>
      </ActionForm>
    </details>
  );
}
