import { ACCOUNT_ROLES, type Person } from "../../protocol/events.ts";
import { may, outranks } from "../../protocol/permissions.ts";
import { SANCTION_KINDS, type SanctionKind } from "../../protocol/sanctions.ts";
import { Avatar } from "../elements/avatar.tsx";
import { RoleTag } from "../elements/role_tag.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { ActionForm } from "./action_form.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS, ADMIN } from "./paths.ts";
import { SanctionFields } from "./sanction_fields.tsx";
import { ShownOnce } from "./shown_once.tsx";
import { SanctionList } from "./sanctions.tsx";
import type { ViewOf } from "./views.ts";

/** One person: sanctions, actions and role. */
export function PersonView({ view }: { view: ViewOf<"person"> }) {
  const { words, me } = useAdministration();
  const { person, sanctions, newcomer, merged } = view;
  return (
    <>
      <div class="person-head">
        <Avatar
          id={person.id}
          name={person.name}
          presence={person.state}
          picture={person.picture}
        />
        <h2 dir="auto">{person.name}</h2>
        <RoleTag {...person} /> <a class="button" href={ADMIN.people}>{words.t("person.back")}</a>
      </div>
      {merged && <p class="quiet">{words.t("placeholder.given", { name: person.name })}</p>}
      <Panel title={words.t("sanctions")}>
        <SanctionList
          sanctions={sanctions}
          empty={words.t("sanction.free", { name: person.name })}
        />
      </Panel>
      {newcomer && <NewcomerPanel {...person} />}
      {hasPassword(person) && outranks(me.role, person.role) &&
        may(me.role, "help with a lost password") && (
        <>
          <PasswordPanel {...person} />
          <SecondFactorPanel {...person} />
        </>
      )}
      {outranks(me.role, person.role) && (
        <div class="three">
          {SANCTION_KINDS.map((kind) => (
            <SanctionPanel key={kind} kind={kind} id={person.id} name={person.name} />
          ))}
        </div>
      )}
      {may(me.role, "give roles") && <RolePanel view={view} />}
    </>
  );
}

function SanctionPanel({ kind, id, name }: { kind: SanctionKind; id: string; name: string }) {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.sanction, kind, id);
  return (
    <Panel title={words.t(`${kind}.of`, { name })} id={kind}>
      <ActionForm action={ACTIONS.sanction} about={{ what: kind, id }} class="fields">
        <SanctionFields words={words} kind={kind} failed={failed} />
        <button type="submit" class={kind === "ban" ? "button danger" : "button"}>
          {words.t(kind)}
        </button>
      </ActionForm>
    </Panel>
  );
}

/** Guests and bots have none. */
function hasPassword({ role, bot }: Pick<Person, "role" | "bot">): boolean {
  return role !== "guest" && !bot;
}

/** Somebody who is new, for whom one may vouch. */
function NewcomerPanel({ id, name }: Pick<Person, "id" | "name">) {
  const { words } = useAdministration();
  return (
    <Panel title={words.t("vouch.title")} id="newcomer">
      <ActionForm action={ACTIONS.vouch} about={{ id }} class="fields">
        <p class="quiet small">{words.t("vouch.text", { name })}</p>
        <div class="row">
          <button type="submit" class="button">{words.t("vouch.do")}</button>
        </div>
      </ActionForm>
    </Panel>
  );
}

function PasswordPanel({ id, name }: Pick<Person, "id" | "name">) {
  const { words, shown: { token } } = useAdministration();
  return (
    <Panel title={words.t("password.title")} id="password">
      {token
        ? (
          <ShownOnce
            text={token.text}
            label={words.t("password.made", { name })}
            hint={words.t("password.made-hint")}
          />
        )
        : (
          <ActionForm action={ACTIONS.passwordLink} about={{ id }} class="fields">
            <p class="quiet small">{words.t("password.text", { name })}</p>
            <div class="row">
              <button type="submit" class="button">{words.t("password.make")}</button>
            </div>
          </ActionForm>
        )}
    </Panel>
  );
}

function SecondFactorPanel({ id, name }: Pick<Person, "id" | "name">) {
  const { words } = useAdministration();
  return (
    <Panel title={words.t("factor.title")} id="second-factor">
      <ActionForm action={ACTIONS.secondFactor} about={{ id }} class="fields">
        <p class="quiet small">{words.t("factor.text", { name })}</p>
        <div class="row">
          <button type="submit" class="button danger">{words.t("factor.off")}</button>
        </div>
      </ActionForm>
    </Panel>
  );
}

function RolePanel({ view: { person } }: { view: ViewOf<"person"> }) {
  const { words } = useAdministration();
  return (
    <Panel title={words.t("role.title")} id="role">
      {person.role === "guest"
        ? <p class="note said">{words.t("role.guest")}</p>
        : (
          <ActionForm action={ACTIONS.role} about={{ id: person.id }} class="fields">
            <fieldset class="choice">
              <legend class="sr-only">{words.t("role.title")}</legend>
              <div class="options">
                {ACCOUNT_ROLES.map((role) => (
                  <label class="check" key={role}>
                    <input
                      type="radio"
                      name="role"
                      value={role}
                      defaultChecked={role === person.role}
                    />
                    {words.t(`role.${role}`)}
                  </label>
                ))}
              </div>
            </fieldset>
            <div class="row">
              <button type="submit" class="button">{words.t("role.save")}</button>
            </div>
          </ActionForm>
        )}
    </Panel>
  );
}
