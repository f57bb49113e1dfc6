import type { ComponentChildren } from "preact";
import type { AccountWords } from "../../i18n/catalogs.ts";
import type { en } from "../../i18n/account/en.ts";
import { type Translator, translatorOf } from "../../i18n/translator.ts";
import { deviceText } from "../account/device_text.ts";
import { QrCode } from "../elements/qr_code.tsx";
import { TextField } from "../elements/text_field.tsx";
import { ACCOUNT_PATHS, PATHS } from "../paths.ts";
import { readingOf, ReadingProvider, useReading } from "../reading.ts";
import { SettingsSections } from "../settings/settings_sections.tsx";
import { Page } from "./page.tsx";
import type { PageProps } from "./props.ts";
import { Said } from "../elements/said.tsx";
import type { ProvenAct } from "../../protocol/proofs.ts";
import { OwnProof } from "../account/own_proof.tsx";

/** What a form of the page does. */
export const FACTOR_ACTS = ["start", "confirm", "codes", "off", "forget", "token"] as const;
export type FactorAct = (typeof FACTOR_ACTS)[number];

/** One’s own second factor, times in milliseconds UTC. */
export interface ShownFactor {
  since?: number;
  codesLeft: number;
  required: boolean;
}

/** A browser in which one signed in, likewise. */
export interface ShownDevice {
  id: string;
  device: string;
  usedAt: number;
  trustedUntil?: number;
}

export interface SecondFactorPageProps extends PageProps {
  words: AccountWords;
  factor: ShownFactor;
  devices: readonly ShownDevice[];
  signInName: string;
  hasPassword: boolean;
  hasPasskey: boolean;
  /** What brings passkeys to it, where one has some. */
  script?: ComponentChildren;
  /** What an authenticator is being set up with. */
  setUp?: { key: string; uri: string };
  /** Recovery codes that were just made: shown this once. */
  codes?: string[];
  /** A token that was just made: shown this once. */
  token?: { name: string; text: string };
  done?: "off" | "forget";
  failed?: { act: FactorAct; field?: string; message: string; name?: string };
}

type Words = Translator<typeof en>;
type Shown = SecondFactorPageProps & { t: Words };

/** The second factor of an account. Needs no script but to prove by a passkey. */
export function SecondFactorPage(props: SecondFactorPageProps) {
  const reading = readingOf(props.reader);
  const t = translatorOf<typeof en>(props.reader.preferences.locale, props.words);
  const shown = { ...props, t };
  return (
    <ReadingProvider value={reading}>
      <Page
        icon={props.icon}
        title={reading.words.t("settings.title")}
        section={t.t("factor.title")}
      >
        <SettingsSections current="account" />
        {props.codes ? <NewCodes {...shown} codes={props.codes} /> : <Factor {...shown} />}
        {props.factor.since !== undefined && !props.codes && <Codes {...shown} />}
        {props.factor.since !== undefined && !props.codes && <Devices {...shown} />}
        {!props.codes && <Tokens {...shown} />}
        {props.script}
      </Page>
    </ReadingProvider>
  );
}

function Factor(props: Shown) {
  const { t, factor, setUp } = props;
  const { times, now } = useReading();
  const isOn = factor.since !== undefined;
  return (
    <section class="panel" id="factor">
      <h2>{t.t("factor.title")}</h2>
      {factor.required && !isOn && <p class="error said" role="alert">{t.t("factor.required")}</p>}
      {props.done === "off" && <Said class="said">{t.t("factor.done-off")}</Said>}
      <div class="fields">
        <p class="quiet small">
          {factor.since === undefined
            ? t.t("factor.off")
            : t.t("factor.on", { time: times.dayWithin(factor.since, now) })}
        </p>
        {setUp && <SetUp {...props} setUp={setUp} />}
      </div>
      {!setUp && (
        <Proof
          {...props}
          act="start"
          button={t.t(isOn ? "factor.replace" : "factor.start")}
          text={isOn ? t.t("factor.replace-text") : undefined}
          isOpen={!isOn}
        />
      )}
      {isOn && !factor.required && (
        <Proof
          {...props}
          act="off"
          button={t.t("factor.turn-off")}
          text={t.t("factor.off-text")}
          danger
        />
      )}
    </section>
  );
}

function SetUp({ t, setUp, failed }: Shown & { setUp: { key: string; uri: string } }) {
  const wrong = failed?.act === "confirm" ? failed.message : undefined;
  return (
    <div class="qr-side">
      <QrCode text={setUp.uri} label={t.t("factor.qr")} />
      <ol class="steps-list">
        <li>
          <div>
            {t.t("factor.scan")}
            <br />
            <span class="secret">{setUp.key}</span>
          </div>
        </li>
        <li>
          <form method="post" action={ACCOUNT_PATHS.secondFactor}>
            <p>{t.t("factor.type")}</p>
            <TextField
              name="code"
              label={t.t("factor.code")}
              autocomplete="one-time-code"
              required
              autofocus
              error={wrong}
            />
            <button type="submit" class="button primary" name="do" value="confirm">
              {t.t("factor.turn-on")}
            </button>
            <a class="button" href={PATHS.account}>{t.t("factor.cancel")}</a>
          </form>
        </li>
      </ol>
    </div>
  );
}

/** What those forms of the page do that take a proof. */
const ACTS = {
  start: "factor",
  codes: "factor-codes",
  off: "factor-off",
  token: "token",
} as const satisfies Partial<Record<FactorAct, ProvenAct>>;

/** A form that asks for a proof once more. */
function Proof(
  { t, act, button, text, danger, isOpen, failed, signInName, hasPassword, hasPasskey, children }:
    & Shown
    & {
      act: keyof typeof ACTS;
      button: string;
      text?: string;
      danger?: boolean;
      /** The reader came for it: it is there at once. */
      isOpen?: boolean;
      children?: ComponentChildren;
    },
) {
  const own = failed?.act === act ? failed : undefined;
  const form = (
    <form class="fields" method="post" action={ACCOUNT_PATHS.secondFactor}>
      {text && <p class="quiet small">{text}</p>}
      {own && own.field === undefined && <p class="error" role="alert">{own.message}</p>}
      <input type="text" autocomplete="username" value={signInName} readOnly hidden />
      {children}
      <OwnProof
        words={t}
        hasPassword={hasPassword}
        hasPasskey={hasPasskey}
        act={ACTS[act]}
        id={`field-${act}-password`}
        label={t.t("password.current")}
        autofocus={isOpen}
        again={own !== undefined}
        error={own?.field === "password" ? own.message : undefined}
      />
      <div class="row">
        <button
          type="submit"
          class={danger ? "button danger" : "button"}
          name="do"
          value={act}
        >
          {button}
        </button>
      </div>
    </form>
  );
  return (
    <details class="asked" open={isOpen || own !== undefined}>
      <summary class={danger ? "button danger" : "button"}>{button}</summary>
      {form}
    </details>
  );
}

function NewCodes({ t, codes }: Shown & { codes: string[] }) {
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(codes.join("\n") + "\n")}`;
  return (
    <section class="panel" id="codes">
      <header>
        <h2>{t.t("factor.codes")}</h2>
      </header>
      <div class="fields">
        <Said class="quiet small" autofocus>{t.t("factor.codes-once")}</Said>
        <ol class="codes">{codes.map((code) => <li key={code}>{code}</li>)}</ol>
        <div class="row">
          <a class="button" href={file} download="palabre-codes.txt">{t.t("factor.download")}</a>
          <a class="button primary" href={PATHS.account}>{t.t("factor.continue")}</a>
        </div>
        <p class="note">{t.t("factor.codes-keep")}</p>
      </div>
    </section>
  );
}

function Codes(props: Shown) {
  const { t, factor } = props;
  return (
    <section class="panel" id="codes">
      <h2>{t.t("factor.codes")}</h2>
      <div class="fields">
        <p class="quiet small">
          {t.t("factor.codes-left", { count: factor.codesLeft })} {t.t("factor.codes-keep")}
        </p>
      </div>
      <Proof
        {...props}
        act="codes"
        button={t.t("factor.codes-new")}
        text={t.t("factor.codes-new-text")}
      />
    </section>
  );
}

function Devices({ t, devices, done }: Shown) {
  const { times, now } = useReading();
  if (devices.length === 0 && done !== "forget") return null;
  return (
    <section class="panel" id="devices">
      <h2>{t.t("factor.devices")}</h2>
      {done === "forget" && <Said class="said">{t.t("factor.done-forget")}</Said>}
      <ul class="rooms-list">
        {devices.map(({ id, device, usedAt, trustedUntil }) => {
          const name = deviceText(t, device);
          return (
            <li key={id}>
              <div>
                <b dir="auto">{name}</b>
                <p>
                  {t.t("sessions.used", { time: times.dayWithin(usedAt, now) })}
                  {trustedUntil !== undefined &&
                    ` · ${t.t("factor.trusted", { time: times.dayWithin(trustedUntil, now) })}`}
                </p>
              </div>
              <form method="post" action={ACCOUNT_PATHS.secondFactor}>
                <input type="hidden" name="device" value={id} />
                <button
                  type="submit"
                  class="button"
                  name="do"
                  value="forget"
                  aria-label={t.t("factor.forget-one", { device: name })}
                >
                  {t.t("factor.forget")}
                </button>
              </form>
            </li>
          );
        })}
      </ul>
      <div class="fields">
        <p class="note">{t.t("factor.devices-text")}</p>
      </div>
    </section>
  );
}

function Tokens(props: Shown) {
  const { t, token, failed } = props;
  const own = failed?.act === "token" ? failed : undefined;
  return (
    <section class="panel" id="tokens">
      <h2>{t.t("factor.tokens")}</h2>
      <div class="fields">
        <p class="quiet small">{t.t("factor.tokens-text")}</p>
        {token && (
          <div class="input" role="status">
            <label for="new-token">{t.t("factor.token", { name: token.name })}</label>
            <input id="new-token" readOnly autofocus value={token.text} dir="ltr" />
            <small>{t.t("factor.token-once")}</small>
          </div>
        )}
      </div>
      {!token && (
        <Proof {...props} act="token" button={t.t("factor.token-make")}>
          <TextField
            name="name"
            label={t.t("factor.token-name")}
            autocomplete="off"
            required
            defaultValue={own?.name}
            error={own?.field === "name" ? own.message : undefined}
          />
        </Proof>
      )}
    </section>
  );
}
