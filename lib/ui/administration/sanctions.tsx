import { spanOf } from "../../i18n/spans.ts";
import { useReading } from "../reading.ts";
import { useAdministration } from "./administration.ts";
import { ActionForm } from "./action_form.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS, personPath } from "./paths.ts";
import type { Sanction, ViewOf } from "./views.ts";

/** All sanctions in force. */
export function Sanctions({ view }: { view: ViewOf<"sanctions"> }) {
  const { words } = useAdministration();
  return (
    <Panel title={words.t("sanctions")}>
      <SanctionList sanctions={view.sanctions} empty={words.t("sanction.none")} />
    </Panel>
  );
}

/** Sanctions in force, each with its end. */
export function SanctionList({ sanctions, empty }: {
  sanctions: readonly Sanction[];
  empty: string;
}) {
  if (sanctions.length === 0) return <p class="note said">{empty}</p>;
  return (
    <ul class="rooms-list">
      {sanctions.map((one) => <SanctionRow key={`${one.kind} ${one.whom.id}`} sanction={one} />)}
    </ul>
  );
}

function SanctionRow({ sanction }: { sanction: Sanction }) {
  const { words } = useAdministration();
  const { times, now, words: common } = useReading();
  const { kind, whom, until } = sanction;
  const name = whom.name || words.t("gone");
  return (
    <li data-person={whom.name}>
      <div>
        <a href={personPath(whom.id)}>
          <b dir="auto">{name}</b>
        </a>
        <span class="tag">{words.t(`sanction.${kind}`)}</span>
        <p>
          {until === undefined ? words.t("sanction.endless") : words.t("sanction.until", {
            time: times.brief(until, now),
            left: spanOf(words.locale, until - now),
          })}
          {" · "}
          {words.t("sanction.by", {
            name: sanction.by.name || words.t("gone"),
            time: times.brief(sanction.at, now),
          })}
        </p>
        {sanction.words && <q class="small">{sanction.words}</q>}
      </div>
      <ActionForm action={ACTIONS.lift} about={{ what: kind, id: whom.id }}>
        <button
          type="submit"
          class="button"
          aria-label={common.t("sentence.of", { what: words.t("lift"), name })}
        >
          {words.t("lift")}
        </button>
      </ActionForm>
    </li>
  );
}
