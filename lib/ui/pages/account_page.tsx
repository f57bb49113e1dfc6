import {
  type AccountPageProps,
  AccountProvider,
  accountWordsOf,
  useAccountWords,
} from "../account/account.ts";
import { DeletePanel } from "../account/delete_panel.tsx";
import { errorAt, FormPanel, isAnew, typedIn } from "../account/form_panel.tsx";
import { ForeignPanel } from "../account/foreign_panel.tsx";
import { PasskeysPanel } from "../account/passkeys_panel.tsx";
import { SessionsPanel } from "../account/sessions_panel.tsx";
import { withoutInvitation } from "../door/door.tsx";
import { InvitationField } from "../door/invitation_field.tsx";
import { NewPasswordField } from "../door/new_password_field.tsx";
import { ACCOUNT_PATHS } from "../paths.ts";
import { readingOf, ReadingProvider, useReading } from "../reading.ts";
import { SignOut } from "../settings/sign_out.tsx";
import { SettingsSections } from "../settings/settings_sections.tsx";
import { TextField } from "../elements/text_field.tsx";
import { Page } from "./page.tsx";
import { Said } from "../elements/said.tsx";
import { OwnProof } from "../account/own_proof.tsx";

/** The account page: one form for each setting. Works without scripts. */
export function AccountPage(
  { onSubmit, ...props }: AccountPageProps & { onSubmit?(event: SubmitEvent): void },
) {
  const { me } = props;
  const reading = readingOf(props.reader);
  return (
    <ReadingProvider value={reading}>
      <AccountProvider value={accountWordsOf(props)}>
        <Page
          icon={props.icon}
          title={reading.words.t("settings.title")}
          section={reading.words.t("settings.account")}
          onSubmit={onSubmit}
        >
          <SettingsSections current="account" />
          {props.done === "membership" && me.role !== "guest" && <Ready {...props} />}
          {me.role === "guest" && props.registration !== "closed" && <Membership {...props} />}
          <Name {...props} />
          {me.role !== "guest" && <SignInName {...props} />}
          {me.role !== "guest" && <Password {...props} />}
          {me.role !== "guest" && <PasskeysPanel {...props} />}
          {me.role !== "guest" && <ForeignPanel {...props} />}
          {me.role !== "guest" && <SecondFactor {...props} />}
          <SessionsPanel {...props} />
          <Data {...props} />
          <SignOut role={me.role} />
          <DeletePanel {...props} />
        </Page>
      </AccountProvider>
    </ReadingProvider>
  );
}

function Membership(props: AccountPageProps) {
  const { me, registration, invited, invite, failed, working } = props;
  const words = useAccountWords();
  const { words: common } = useReading();
  return (
    <FormPanel
      title={words.t("membership.title")}
      action={ACCOUNT_PATHS.becomeMember}
      form="membership"
      failed={failed}
      done={working === "membership" ? words.t("membership.working") : undefined}
      button={words.t("membership.save")}
    >
      <p class="quiet small">{words.t("membership.text")}</p>
      {props.over && (
        <p class="error" role="alert">
          {common.t("door.over")} {common.t(withoutInvitation({ guests: false, registration }))}
        </p>
      )}
      <Username name={me.name} />
      <NewPasswordField
        again={isAnew(failed, "membership")}
        error={errorAt(failed, "membership", "password")}
      />
      {registration === "open" && invite && <input type="hidden" name="invite" value={invite} />}
      {registration === "invitation" && !invited && (
        <InvitationField
          defaultValue={typedIn(failed, "membership", "invite") ?? invite}
          error={errorAt(failed, "membership", "invite")}
        />
      )}
    </FormPanel>
  );
}

/** To who was a guest a moment ago: what is theirs now, and what it asks of them, which is nothing. */
function Ready({ me, signInName = me.name }: AccountPageProps) {
  const words = useAccountWords();
  return (
    <section class="panel" id="membership">
      <h2>{words.t("membership.ready")}</h2>
      <div class="fields">
        <Said class="quiet">{words.t("membership.done", { name: signInName })}</Said>
      </div>
    </section>
  );
}

function Name({ me, done, failed }: AccountPageProps) {
  const words = useAccountWords();
  return (
    <FormPanel
      title={words.t("name.title")}
      action={ACCOUNT_PATHS.changeName}
      form="name"
      failed={failed}
      done={done === "name" ? words.t("name.done", { name: me.name }) : undefined}
      button={words.t("name.save")}
    >
      <TextField
        name="name"
        label={words.t("name.label")}
        hint={words.t(me.role === "guest" ? "name.hint-guest" : "name.hint")}
        autocomplete={me.role === "guest" ? "username" : "nickname"}
        required
        defaultValue={typedIn(failed, "name", "name") ?? me.name}
        error={errorAt(failed, "name", "name")}
      />
    </FormPanel>
  );
}

function SignInName({ signInName, hasPassword, passkeys, done, failed }: AccountPageProps) {
  const words = useAccountWords();
  return (
    <FormPanel
      title={words.t("sign-in-name.title")}
      action={ACCOUNT_PATHS.changeSignInName}
      form="sign-in-name"
      failed={failed}
      done={done === "sign-in-name"
        ? words.t("sign-in-name.done", { name: signInName ?? "" })
        : undefined}
      button={words.t("sign-in-name.save")}
    >
      <TextField
        name="signInName"
        label={words.t("sign-in-name.label")}
        hint={words.t("sign-in-name.hint")}
        autocomplete="username"
        required
        defaultValue={typedIn(failed, "sign-in-name", "signInName") ?? signInName}
        error={errorAt(failed, "sign-in-name", "signInName")}
      />
      <OwnProof
        words={words}
        hasPassword={hasPassword}
        hasPasskey={passkeys.length > 0}
        act="sign-in-name"
        name="proof"
        label={words.t("password.current")}
        again={isAnew(failed, "sign-in-name")}
        error={errorAt(failed, "sign-in-name", "proof")}
      />
    </FormPanel>
  );
}

function Password(
  { me, signInName = me.name, hasPassword, passkeys, done, failed }: AccountPageProps,
) {
  const words = useAccountWords();
  return (
    <FormPanel
      title={words.t("password.title")}
      action={ACCOUNT_PATHS.changePassword}
      form="password"
      failed={failed}
      done={done === "password" ? words.t("password.done") : undefined}
      button={words.t("password.save")}
    >
      <Username name={signInName} />
      <OwnProof
        words={words}
        hasPassword={hasPassword}
        hasPasskey={passkeys.length > 0}
        act="password"
        name="current"
        label={words.t("password.current")}
        again={isAnew(failed, "password")}
        error={errorAt(failed, "password", "current")}
      />
      <NewPasswordField
        name="next"
        label={words.t("password.next")}
        again={isAnew(failed, "password")}
        error={errorAt(failed, "password", "next")}
      />
      <p class="note">{words.t("password.note")}</p>
    </FormPanel>
  );
}

function SecondFactor({ factor }: AccountPageProps) {
  const words = useAccountWords();
  const { times, now } = useReading();
  const { since, required } = factor;
  return (
    <section class="panel" id="second-factor">
      <h2>{words.t("factor.title")}</h2>
      <div class="fields">
        {required && since === undefined && <p class="error">{words.t("factor.required")}</p>}
        <p class="quiet small">
          {since === undefined
            ? words.t("factor.off")
            : words.t("factor.on", { time: times.dayWithin(since, now) })}
        </p>
        <div class="row">
          <a class="button" href={ACCOUNT_PATHS.secondFactor}>
            {words.t(since === undefined ? "factor.set-up" : "factor.manage")}
          </a>
        </div>
      </div>
    </section>
  );
}

/** Tells password managers which account the password belongs to. */
function Username({ name }: { name: string }) {
  return <input type="text" autocomplete="username" value={name} readOnly hidden />;
}

function Data({ me }: AccountPageProps) {
  const words = useAccountWords();
  return (
    <section class="panel">
      <h2>{words.t("data.title")}</h2>
      <div class="fields">
        <p class="quiet small">{words.t(me.role === "guest" ? "data.text-guest" : "data.text")}</p>
        <div class="row">
          <a class="button" href={ACCOUNT_PATHS.ownData} download="palabre.ndjson">
            {words.t("data.save")}
          </a>
        </div>
      </div>
    </section>
  );
}
