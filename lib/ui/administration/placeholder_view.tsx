// A name without an account that an import made: who it is said to be, what that would give them, and giving it.
import type { ComponentChildren } from "preact";
import type { Merge, Placeholder } from "../../protocol/placeholders.ts";
import { OwnProof } from "../account/own_proof.tsx";
import { Avatar } from "../elements/avatar.tsx";
import { RoleTag } from "../elements/role_tag.tsx";
import { TextField } from "../elements/text_field.tsx";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { Panel } from "./panel.tsx";
import { ACTIONS, ADMIN, importPath, personPath } from "./paths.ts";
import type { ViewOf } from "./views.ts";

/** Names without an account, each with the way to who it is. */
export function Placeholders({ placeholders }: { placeholders: readonly Placeholder[] }) {
  const { words } = useAdministration();
  return (
    <ul class="people">
      {placeholders.map(({ id, name, import: from, merge }) => (
        <li key={id}>
          <a class="person" href={personPath(id)} title={words.t("person.open", { name })}>
            <Avatar id={id} name={name} />
            <span class="who">
              <span dir="auto">{name}</span>
              <small dir="auto">{from.file}</small>
            </span>
            <span class="tag">
              {words.t(merge ? `placeholder.state.${merge.state}` : "placeholder.tag")}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** One of them. */
export function PlaceholderView({ view }: { view: ViewOf<"placeholder"> }) {
  const { words } = useAdministration();
  const { placeholder: { id, name, import: from, merge } } = view;
  return (
    <>
      <div class="person-head">
        <Avatar id={id} name={name} />
        <h2 dir="auto">{name}</h2>
        <span class="tag">{words.t("placeholder.tag")}</span>{" "}
        <a class="button" href={ADMIN.people}>{words.t("person.back")}</a>
      </div>
      <p class="quiet">
        {words.pieces("placeholder.from", {
          file: <a href={importPath(from.id)} dir="auto">{from.file}</a>,
        })}
      </p>
      {merge ? <MergePanel view={view} merge={merge} /> : <Who view={view} />}
    </>
  );
}

/** Who it is, found by name. A page that a search was sent to opens at what it found. */
function Who({ view: { placeholder: { id, name }, query, found } }: {
  view: ViewOf<"placeholder">;
}) {
  const { words } = useAdministration();
  return (
    <Panel title={words.t("placeholder.who", { name })} id="who">
      <form class="row find fields" action={personPath(id)} role="search">
        <TextField
          name="q"
          label={words.t("people.find")}
          hint={words.t("people.find-hint")}
          autocomplete="off"
          defaultValue={query}
        />
        <button type="submit" class="button">{words.t("people.search")}</button>
      </form>
      {query !== "" && found.length === 0 && (
        <p class="note said" tabIndex={-1} autofocus>{words.t("people.none")}</p>
      )}
      <ul class="mapping" tabIndex={-1} autofocus={found.length > 0}>
        {found.map((person) => (
          <li key={person.id} class="choice">
            <span class="person-head">
              <Avatar id={person.id} name={person.name} small picture={person.picture} />
              <span class="old">
                <span dir="auto">{person.name}</span> <RoleTag {...person} />
              </span>
            </span>
            <ActionForm action={ACTIONS.placeholderLook} about={{ id, user: person.id }}>
              <button type="submit" class="button">
                {words.t("placeholder.is", { name: person.name })}
              </button>
            </ActionForm>
          </li>
        ))}
      </ul>
      <p class="panel-note">{words.t("placeholder.first-counted")}</p>
    </Panel>
  );
}

function MergePanel({ view, merge }: { view: ViewOf<"placeholder">; merge: Merge }) {
  const { words } = useAdministration();
  const { name, id } = view.placeholder;
  const { state, into, begun } = merge;
  const isForgettable = state !== "running" && !begun;
  const [given, forgotten] = [
    useFailure(ACTIONS.placeholderMerge, id),
    useFailure(ACTIONS.placeholderForget, id),
  ];
  // What was pressed on a page of earlier is said where its form is no more.
  const failed = (state === "counted" ? undefined : given) ??
    (isForgettable ? undefined : forgotten);
  const title = words.t(`placeholder.now.${state}`, { name, into: into.name });
  return (
    <Panel title={title} id="who">
      {(state === "counting" || state === "running") && <Under merge={merge} title={title} />}
      {state === "failed" && <p class="error said" role="alert">{words.t("placeholder.failed")}</p>}
      {merge.counts && <Counts counts={merge.counts} />}
      {failed && <p class="error said" role="alert">{failed.message}</p>}
      {state === "counted" && <Give view={view} merge={merge} />}
      {(isForgettable || state === "failed") && (
        <div class="panel-foot">
          {isForgettable && (
            <ActionForm action={ACTIONS.placeholderForget} about={{ id }}>
              <button type="submit" class="button">{words.t("placeholder.not")}</button>
            </ActionForm>
          )}
          {state === "failed" && (
            <ActionForm action={ACTIONS.placeholderLook} about={{ id, user: into.id }}>
              <button type="submit" class="button primary">{words.t("placeholder.again")}</button>
            </ActionForm>
          )}
        </div>
      )}
    </Panel>
  );
}

/** What is given, what that opens to them, and giving it, with a proof: as it stands on this page. */
function Give({ view: { placeholder: { id, name }, proof }, merge: { into, at, counts } }: {
  view: ViewOf<"placeholder">;
  merge: Merge;
}) {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.placeholderMerge, id);
  const opened = counts?.opened ?? 0;
  return (
    <ActionForm action={ACTIONS.placeholderMerge} about={{ id }} class="fields">
      <p class="note">{words.t("placeholder.what", { name, into: into.name })}</p>
      {opened > 0 && (
        <p>
          <strong>
            {words.t("placeholder.opened", { count: opened, name, into: into.name })}
          </strong>
        </p>
      )}
      <input type="hidden" name="user" value={into.id} />
      <input type="hidden" name="at" value={at} />
      <OwnProof
        words={words}
        {...proof}
        act="placeholder"
        id="placeholder-password"
        label={words.t("password.current")}
        again={failed !== undefined && failed.field !== "password"}
        error={failed?.field === "password" ? failed.message : undefined}
      />
      <div class="row">
        <button type="submit" class="button primary">
          {words.t("placeholder.give", { name: into.name })}
        </button>
      </div>
    </ActionForm>
  );
}

/** How far it is; where no script runs, a way to look again. */
function Under({ merge: { state, done, total }, title }: { merge: Merge; title: string }) {
  const { words, shown } = useAdministration();
  const hint: ComponentChildren = words.t(
    state === "running" ? "placeholder.leave" : "placeholder.nothing-yet",
  );
  return (
    <div class="running">
      <progress
        class="line-progress"
        aria-label={title}
        max={total || undefined}
        value={total ? done : undefined}
      />
      <p class="faint">{hint}</p>
      <noscript>
        <p>
          <a href={shown.here}>{words.t("placeholder.look-again")}</a>
        </p>
      </noscript>
    </div>
  );
}

function Counts({ counts }: { counts: NonNullable<Merge["counts"]> }) {
  const { words } = useAdministration();
  const figures = [
    ["import.messages", counts.messages],
    ["import.rooms", counts.rooms],
    ["placeholder.reactions", counts.reactions],
    ["placeholder.mentions", counts.mentions],
  ] as const;
  return (
    <dl class="report-figures">
      {figures.map(([name, count]) => (
        <div key={name}>
          <dt>{words.t(name)}</dt>
          <dd>{words.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
