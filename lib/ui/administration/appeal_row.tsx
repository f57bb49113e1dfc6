import type { WaitingAppeal } from "../../protocol/appeals.ts";
import { TextField } from "../elements/text_field.tsx";
import { useReading } from "../reading.ts";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { ACTIONS, personPath } from "./paths.ts";

/** An appeal that waits: what was imposed and why, what is said against it, and what one answers. */
export function AppealRow({ appeal }: { appeal: WaitingAppeal }) {
  const { id, at, by, words: said, sanction, outdated } = appeal;
  const { words } = useAdministration();
  const { times, now } = useReading();
  const failed = useFailure(ACTIONS.appeal, id);
  return (
    <li tabIndex={-1} data-review>
      <p>
        {words.pieces(`appeal.line.${sanction.kind}`, {
          by: <a href={personPath(by.id)}>{by.name || words.t("gone")}</a>,
          who: sanction.by.name || words.t("gone"),
          time: times.brief(at, now),
        })}
      </p>
      {sanction.words && <p class="quiet">{words.t("appeal.reason", { words: sanction.words })}</p>}
      {outdated && <p class="note">{words.t("appeal.outdated")}</p>}
      <blockquote dir="auto">{said}</blockquote>
      <ActionForm action={ACTIONS.appeal} about={{ id }} class="row find">
        <TextField
          id={`appeal-${id}`}
          name="words"
          label={words.t("appeal.words")}
          placeholder={words.t("optional")}
          autocomplete="off"
          defaultValue={failed?.typed.words}
          error={failed?.field === "words" ? failed.message : undefined}
        />
        <button type="submit" class="button" name="do" value="keep">
          {words.t(outdated ? "appeal.answer" : "appeal.keep")}
        </button>
        {!outdated && (
          <button type="submit" class="button primary" name="do" value="lift" data-approve>
            {words.t("appeal.lift")}
          </button>
        )}
      </ActionForm>
    </li>
  );
}
