import {
  type AccountPageProps,
  AccountProvider,
  accountWordsOf,
  useAccountWords,
} from "../account/account.ts";
import { DeletePanel } from "../account/delete_panel.tsx";
import { errorAt, FormPanel, typedIn } from "../account/form_panel.tsx";
import { SessionsPanel } from "../account/sessions_panel.tsx";
import { NewPasswordField } from "../new_password_field.tsx";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider, useReading } from "../reading.ts";
import { SettingsSections } from "../settings_sections.tsx";
import { TextField } from "../text_field.tsx";
import { Page } from "./page.tsx";

/** One's own account: each thing a form of its own. Needs no script. */
export function AccountPage(props: AccountPageProps) {
  const { me } = props;
  const reading = readingOf(props.reader);
  return (
    <ReadingProvider value={reading}>
      <AccountProvider value={accountWordsOf(props)}>
        <Page title={reading.words.t("settings.title")}>
          <SettingsSections current="account" />
          {me.role === "guest" && props.registration !== "closed" && <Membership {...props} />}
          <Name {...props} />
          {me.role !== "guest" && <Password {...props} />}
          <SessionsPanel {...props} />
          <Data />
          <DeletePanel {...props} />
        </Page>
      </AccountProvider>
    </ReadingProvider>
  );
}

function Membership({ me, registration, invite, failed }: AccountPageProps) {
  const words = useAccountWords();
  const { words: common } = useReading();
  return (
    <FormPanel
      title={words.t("membership.title")}
      action={PATHS.becomeMember}
      form="membership"
      failed={failed}
      button={words.t("membership.save")}
    >
      <p class="quiet small">{words.t("membership.text")}</p>
      <Username name={me.name} />
      <NewPasswordField error={errorAt(failed, "membership", "password")} />
      {registration === "invitation" && (
        <TextField
          name="invite"
          label={words.t("membership.invite")}
          hint={common.t("door.invite-hint")}
          autocomplete="off"
          required
          defaultValue={typedIn(failed, "membership", "invite") ?? invite}
          error={errorAt(failed, "membership", "invite")}
        />
      )}
    </FormPanel>
  );
}

function Name({ me, done, failed }: AccountPageProps) {
  const words = useAccountWords();
  return (
    <FormPanel
      title={words.t("name.title")}
      action={PATHS.changeName}
      form="name"
      failed={failed}
      done={done === "name" ? words.t("name.done", { name: me.name }) : undefined}
      button={words.t("name.save")}
    >
      <TextField
        name="name"
        label={words.t("name.label")}
        hint={words.t("name.hint")}
        autocomplete="username"
        required
        defaultValue={typedIn(failed, "name", "name") ?? me.name}
        error={errorAt(failed, "name", "name")}
      />
    </FormPanel>
  );
}

function Password({ me, done, failed }: AccountPageProps) {
  const words = useAccountWords();
  const said = done === "password"
    ? words.t("password.done")
    : done === "membership"
    ? words.t("membership.done")
    : undefined;
  return (
    <FormPanel
      title={words.t("password.title")}
      action={PATHS.changePassword}
      form="password"
      failed={failed}
      done={said}
      button={words.t("password.save")}
    >
      <Username name={me.name} />
      <TextField
        name="current"
        type="password"
        label={words.t("password.current")}
        autocomplete="current-password"
        required
        error={errorAt(failed, "password", "current")}
      />
      <NewPasswordField
        name="next"
        label={words.t("password.next")}
        error={errorAt(failed, "password", "next")}
      />
      <p class="note">{words.t("password.note")}</p>
    </FormPanel>
  );
}

/** Tells password managers whose password it is. */
function Username({ name }: { name: string }) {
  return <input type="text" autocomplete="username" value={name} readOnly hidden />;
}

function Data() {
  const words = useAccountWords();
  return (
    <section class="panel">
      <h2>{words.t("data.title")}</h2>
      <div class="fields">
        <p class="quiet small">{words.t("data.text")}</p>
        <div class="row">
          <a class="button" href={PATHS.ownData} download="palabre.ndjson">
            {words.t("data.save")}
          </a>
        </div>
      </div>
    </section>
  );
}
