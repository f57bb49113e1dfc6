import type { Checklist } from "../../protocol/community.ts";
import { icons } from "../elements/icons.tsx";
import { PATHS } from "../paths.ts";
import { ActionForm } from "./action_form.tsx";
import { useAdministration } from "./administration.ts";
import { ACTIONS, ADMIN } from "./paths.ts";

const STEPS = [
  ["profile", ADMIN.community],
  ["admission", "#door"],
  ["rooms", `${PATHS.rooms}?new`],
  ["people", ADMIN.invitations],
] as const;

/** What a founder does first, each with a link to where it is done; kept until all is done. */
export function FounderChecklist({ list }: { list: Checklist }) {
  const { words } = useAdministration();
  const done = STEPS.filter(([name]) => list[name]).length;
  const progress = words.t("founder.progress", {
    done: words.number(done),
    all: words.number(STEPS.length),
  });
  return (
    <section class="panel founder" aria-labelledby="founder">
      <header>
        <div>
          <h2 id="founder">{words.t("founder.title")}</h2>
          <p class="quiet small">{progress}</p>
        </div>
        <ActionForm action={ACTIONS.hideChecklist}>
          <button type="submit" class="button">{words.t("founder.hide")}</button>
        </ActionForm>
      </header>
      <progress value={done} max={STEPS.length} aria-label={progress} />
      <ol>
        {STEPS.map(([name, href]) => (
          <li key={name} class={list[name] ? "done" : undefined}>
            {list[name] ? <icons.delivered /> : <span class="step-mark" aria-hidden="true" />}
            <div>
              <b>
                {list[name] && <span class="sr-only">{words.t("founder.done")}</span>}
                {words.t(`founder.${name}`)}
              </b>
              <p class="quiet small">{words.t(`founder.${name}-hint`)}</p>
            </div>
            <a class="link" href={href}>
              {words.t(list[name] ? "founder.change" : `founder.${name}-do`)}
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}
