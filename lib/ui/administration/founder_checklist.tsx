import { icons } from "../elements/icons.tsx";
import { PATHS } from "../paths.ts";
import { ActionForm } from "./action_form.tsx";
import { useAdministration } from "./administration.ts";
import { ACTIONS, ADMIN } from "./paths.ts";
import type { ViewOf } from "./views.ts";

const STEPS = [
  ["profile", ADMIN.community],
  ["admission", ADMIN.admission],
  ["rooms", `${PATHS.rooms}?new`],
  ["people", ADMIN.invitations],
] as const;

/** What is offered where a step is done; as many as they are, rooms and people may be more. */
const MORE = {
  profile: "founder.change",
  admission: "founder.change",
  rooms: "founder.more-rooms",
  people: "founder.more-people",
} as const;

/** What a founder does first, each with a link to where it is done; kept until all is done. */
export function FounderChecklist(
  { done: list, name: community, settings }: NonNullable<ViewOf<"overview">["checklist"]>,
) {
  const { words } = useAdministration();
  const { guests, registration } = settings;
  const hintOf = (step: (typeof STEPS)[number][0]) => {
    if (list[step] && step === "profile") return community;
    if (list[step] && step === "admission") {
      return words.t(`founder.now.${guests ? "guests" : registration}`);
    }
    return words.t(`founder.${step}-hint`);
  };
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
              <p class="quiet small" dir="auto">{hintOf(name)}</p>
            </div>
            <a class="link" href={href}>
              {words.t(list[name] ? MORE[name] : `founder.${name}-do`)}
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}
