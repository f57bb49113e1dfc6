import type { Context, ContextMessage, WaitingMessage } from "../../protocol/administration.ts";
import { TextField } from "../elements/text_field.tsx";
import { useReading } from "../reading.ts";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { ACTIONS, personPath } from "./paths.ts";

/** A message that waits: what it says, what stands around it, and what one decides. */
export function WaitingRow(
  { message }: { message: WaitingMessage & { context: Context } },
) {
  const { words } = useAdministration();
  const { times, now } = useReading();
  const { id, at, by, why, room, text, files, context } = message;
  const failed = useFailure(ACTIONS.held, id);
  return (
    <li tabIndex={-1} data-review>
      <p>
        {words.pieces(`held.line.${why}`, {
          by: <a href={personPath(by.id)}>{by.name || words.t("gone")}</a>,
          time: times.brief(at, now),
        })} <span class="faint">{words.t("report.where", { room })}</span>
      </p>
      <Around messages={context.before} />
      <blockquote dir="auto">
        {text}
        {files > 0 && <small class="faint">{words.t("held.files", { count: files })}</small>}
      </blockquote>
      <Around messages={context.after} />
      <div class="row find">
        <ActionForm action={ACTIONS.held} about={{ id }}>
          <input type="hidden" name="author" value={by.id} />
          <button type="submit" class="button primary" name="do" value="approve" data-approve>
            {words.t("held.approve")}
          </button>{" "}
          {why !== "words" && (
            <button type="submit" class="button" name="do" value="vouch">
              {words.t("held.vouch")}
            </button>
          )}
        </ActionForm>
        <ActionForm action={ACTIONS.held} about={{ id }} class="row find">
          <TextField
            id={`held-${id}`}
            name="words"
            label={words.t("held.reason")}
            placeholder={words.t("optional")}
            autocomplete="off"
            defaultValue={failed?.typed.words}
            error={failed?.field === "words" ? failed.message : undefined}
          />
          <button type="submit" class="button danger" name="do" value="refuse">
            {words.t("held.refuse")}
          </button>
        </ActionForm>
      </div>
    </li>
  );
}

/** Messages beside the one that is decided about. */
export function Around({ messages }: { messages: readonly ContextMessage[] }) {
  const { words } = useAdministration();
  if (messages.length === 0) return null;
  return (
    <ul class="around" aria-label={words.t("held.around")}>
      {messages.map(({ seq, by, text }) => (
        <li key={seq}>
          <b dir="auto">{by.name || words.t("gone")}</b> <span dir="auto">{text}</span>
        </li>
      ))}
    </ul>
  );
}
