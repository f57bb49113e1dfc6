import type { ProviderAnswer } from "../../protocol/foreign_providers.ts";
import { OwnProof } from "../account/own_proof.tsx";
import { Confirmation } from "../elements/confirmation.tsx";
import { nameList } from "../name_list.ts";
import { settingsIcons } from "../settings/settings_icons.tsx";
import { ActionForm } from "./action_form.tsx";
import { type AdministrationTranslator, useAdministration, useFailure } from "./administration.ts";
import { CopyButton } from "./copy_button.tsx";
import { FormError } from "./form_error.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS, ADMIN, formKey, providerPath } from "./paths.ts";
import { type Provider, ProviderFields, typedOf } from "./provider_fields.tsx";
import type { Failure, Shown, ViewOf } from "./views.ts";

type View = ViewOf<"providers">;

/** Providers of OpenID Connect: all of them, or one. */
export function Providers({ view }: { view: View }) {
  const { words } = useAdministration();
  const one = view.providers.find(({ id }) => id === view.one);
  if (one) {
    return (
      <>
        <p>
          <a class="button" href={ADMIN.providers}>{words.t("providers.back")}</a>
        </p>
        {view.ends && one.from === "administration"
          ? <EndPanel one={one} ends={view.ends} proof={view.proof} />
          : <OneProvider one={one} view={view} />}
      </>
    );
  }
  return (
    <>
      <Panel title={words.t("providers.title")}>
        <p class="note said">
          {words.t(view.providers.length === 0 ? "providers.none" : "providers.text")}
        </p>
        <ul class="bots">
          {view.providers.map((provider, n) => (
            <Row key={provider.id} provider={provider} n={n} count={view.providers.length} />
          ))}
        </ul>
      </Panel>
      <AddPanel view={view} />
    </>
  );
}

function Row({ provider, n, count }: { provider: Provider; n: number; count: number }) {
  const { words } = useAdministration();
  const { id, name, from, issuer, allow, off, aside } = provider;
  const isFixed = from === "environment";
  const isAny = allow.domains === undefined && Object.keys(allow.claims ?? {}).length === 0;
  const does = isFixed ? "providers.look" : "providers.change";
  return (
    <li data-provider={id}>
      <span class="bot-face" aria-hidden="true">
        <settingsIcons.key />
      </span>
      <div class="about">
        <b dir="auto">{name}</b> {isFixed && <span class="tag">{words.t("providers.fixed")}</span>}
        {off && <span class="tag bad">{words.t("providers.off")}</span>}
        <small>
          {new URL(issuer).host} · {words.t(isAny ? "providers.everybody" : "providers.some")}
        </small>
        {aside && <small>{words.t("providers.aside")}</small>}
      </div>
      <div class="doing">
        {(["up", "down"] as const).map((to) => (
          (to === "up" ? n > 0 : n < count - 1) && (
            <ActionForm key={to} action={ACTIONS.orderProvider} about={{ id, to }}>
              <button
                type="submit"
                class="button"
                aria-label={words.t(`providers.${to}-of`, { name })}
              >
                {words.t(`providers.${to}`)}
              </button>
            </ActionForm>
          )
        ))}
        <a class="button" href={providerPath(id)} aria-label={words.t(`${does}-of`, { name })}>
          {words.t(does)}
        </a>
      </div>
    </li>
  );
}

function AddPanel({ view }: { view: View }) {
  const { words, shown: { asked } } = useAdministration();
  const failed = useFailure(ACTIONS.addProvider);
  const mine = asked?.form === formKey(ACTIONS.addProvider) ? asked : undefined;
  const fails = mine?.answer.is === "fails" ? failureOf(words, mine.answer) : undefined;
  return (
    <Panel title={words.t("provider.add")} id="add">
      <ActionForm action={ACTIONS.addProvider} class="fields" whole>
        {mine?.answer.is === "answers" && <Answer answer={mine.answer} />}
        <ProviderFields
          typed={failed?.typed ?? mine?.typed ?? typedOf(undefined)}
          errorAt={(field) => errorsOf(failed)(field) ?? (field === "issuer" ? fails : undefined)}
          origin={view.origin}
        />
        <Proof view={view} failed={failed} asked={mine} />
        <div class="row">
          <button type="submit" class="button primary">{words.t("provider.add")}</button>
          <button type="submit" class="button" name="do" value="ask" formNoValidate>
            {words.t("provider.ask")}
          </button>
        </div>
      </ActionForm>
    </Panel>
  );
}

function OneProvider({ one, view }: { one: Provider; view: View }) {
  const { words, shown: { asked } } = useAdministration();
  const { id, name, issuer, from, off } = one;
  const failed = useFailure(ACTIONS.changeProvider, id);
  const mine = asked?.form === formKey(ACTIONS.changeProvider, id) ? asked : undefined;
  const isFixed = from === "environment";
  return (
    <Panel title={name} beside={off && <span class="tag bad">{words.t("providers.off")}</span>}>
      <ActionForm action={ACTIONS.changeProvider} about={{ id }} class="fields" whole>
        {mine && (mine.answer.is === "answers"
          ? <Answer answer={mine.answer} />
          : <FormError>{failureOf(words, mine.answer)}</FormError>)}
        {isFixed && <p class="note">{words.t("provider.fixed-text")}</p>}
        <div class="input">
          <span>{words.t("provider.issuer")}</span>
          <code dir="ltr">{issuer}</code>
        </div>
        <div class="input new-token">
          <span>{words.t("provider.callback")}</span>
          <div class="row">
            <input
              class="link-field"
              readOnly
              value={`${view.origin}/door/with/${id}/callback`}
              aria-label={words.t("provider.callback")}
            />
            <CopyButton text={`${view.origin}/door/with/${id}/callback`} />
          </div>
          <small>{words.t("provider.callback-hint")}</small>
        </div>
        {!isFixed && (
          <>
            <ProviderFields
              known={one}
              typed={failed?.typed ?? mine?.typed ?? typedOf(one)}
              errorAt={errorsOf(failed)}
              origin={view.origin}
            />
            {(failed?.field === "sure" || failed?.typed.sure === "on") && (
              <Confirmation
                name="sure"
                label={words.t("provider.sure-change")}
                errorId="provider-unsure"
                error={errorsOf(failed)("sure")}
                checked={failed.typed.sure === "on"}
              />
            )}
            <Proof view={view} failed={failed} asked={mine} />
          </>
        )}
        <div class="row">
          {!isFixed && (
            <button type="submit" class="button primary">{words.t("provider.save")}</button>
          )}
          <button type="submit" class="button" name="do" value="ask" formNoValidate>
            {words.t("provider.ask")}
          </button>
          {!isFixed && (
            <>
              {off
                ? (
                  <button type="submit" class="button" name="do" value="on">
                    {words.t("provider.turn-on")}
                  </button>
                )
                : (
                  <a class="button" href={providerPath(id, "off")}>
                    {words.t("provider.turn-off")}
                  </a>
                )}
              <a class="button" href={providerPath(id, "remove")}>{words.t("provider.remove")}</a>
            </>
          )}
        </div>
      </ActionForm>
    </Panel>
  );
}

/** Asks before one is turned off or removed. */
function EndPanel({ one: { id, name }, ends, proof }: {
  one: Provider;
  ends: NonNullable<View["ends"]>;
  proof: View["proof"];
}) {
  const { words } = useAdministration();
  const { what, accounts, locked, names } = ends;
  const failed = useFailure(ACTIONS.endProvider, id, what);
  return (
    <Panel title={words.t(`provider.ends.${what}`, { name })}>
      <ActionForm action={ACTIONS.endProvider} about={{ id, what }} class="fields" whole>
        <p>
          {accounts === 0
            ? words.t("provider.unused")
            : words.t("provider.used", { count: accounts })} {locked > 0
            ? (
              <strong>
                {words.t("provider.locked", {
                  count: locked,
                  names: nameList(words.locale, names),
                })}
              </strong>
            )
            : accounts > 0 && words.t("provider.unlocked")}
        </p>
        {locked > 0 && <p class="note">{words.t("provider.locked-hint")}</p>}
        <p class="note">{words.t("provider.stays")}</p>
        {locked > 0 && (
          <Confirmation
            name="sure"
            label={words.t("provider.sure")}
            errorId="provider-unsure"
            error={failed?.field === "sure" ? failed.message : undefined}
            checked={failed?.typed.sure === "on"}
          />
        )}
        <Proof view={{ proof }} failed={failed} />
        <div class="row">
          <button type="submit" class="button danger">{words.t(`provider.end.${what}`)}</button>
          <a class="button" href={providerPath(id)}>{words.t("provider.keep")}</a>
        </div>
      </ActionForm>
    </Panel>
  );
}

function errorsOf(failed: Failure | undefined) {
  return (field: string) => failed?.field === field ? failed.message : undefined;
}

function Proof({ view: { proof }, failed, asked }: {
  view: Pick<View, "proof">;
  failed: Failure | undefined;
  asked?: Shown["asked"];
}) {
  const { words } = useAdministration();
  return (
    <OwnProof
      words={words}
      {...proof}
      act="provider"
      id="provider-password"
      label={words.t("password.current")}
      again={failed ? failed.field !== "password" : asked?.typed.hadPassword === "on"}
      error={errorsOf(failed)("password")}
    />
  );
}

type Fails = Extract<ProviderAnswer, { is: "fails" }>;

/** Why a provider gave no answer: each time something of its address. */
function failureOf(words: AdministrationTranslator, { why, detail }: Fails): string {
  return words.t(`answer.fails.${why}`, { detail });
}

/** What a provider said of itself: the page opens at it. */
function Answer({ answer: { warnings, namesItself } }: {
  answer: Exclude<ProviderAnswer, Fails>;
}) {
  const { words } = useAdministration();
  return (
    <div class="note" role="status" tabIndex={-1} autofocus data-answer="good">
      <p>
        {warnings.every(({ what }) => what !== "code") && <strong>{words.t("answer.good")}</strong>}
        {" "}
        {words.t(namesItself ? "answer.names" : "answer.unnamed")} {words.t("answer.untold")}
      </p>
      {warnings.map(({ what, detail }) => (
        <p key={what} class="error">{words.t(`answer.warning.${what}`, { detail })}</p>
      ))}
    </div>
  );
}
