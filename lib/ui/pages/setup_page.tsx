import type { AdministrationWords } from "../../i18n/catalogs.ts";
import type { Person } from "../../protocol/events.ts";
import { administrationWordsOf } from "../administration/administration.ts";
import { DoorFrame } from "../door/door_frame.tsx";
import { NewPasswordField } from "../door/new_password_field.tsx";
import { DOOR_PATHS, PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { TextField } from "../elements/text_field.tsx";
import type { PageProps } from "./props.ts";

export interface SetupPageProps extends PageProps {
  words: AdministrationWords;
  code: string;
  /** The signed-in person, if there is one. */
  me?: Person;
  /** What was typed, when the page is shown again; `anew`: without the password. */
  name?: string;
  anew?: boolean;
  failed?: { field?: string; message: string };
}

/** The id of its form, which posts what was typed for another language too. */
const FORM = "setup";

/** Makes the first administrator: a member confirms, others also register. */
export function SetupPage(
  { onSubmit, ...props }: SetupPageProps & { onSubmit?(event: SubmitEvent): void },
) {
  const { me, code, failed, community } = props;
  const reading = readingOf(props.reader);
  const { words: common } = reading;
  const words = administrationWordsOf(props);
  const here = `${DOOR_PATHS.setup}?${new URLSearchParams({ code })}`;
  const errorAt = (field: string) => failed?.field === field ? failed.message : undefined;
  return (
    <ReadingProvider value={reading}>
      <DoorFrame
        title={words.t("setup.title", { community })}
        lead={<p class="quiet">{words.t("setup.text")}</p>}
        language={{ form: FORM, action: DOOR_PATHS.setupLanguage }}
      >
        <form id={FORM} class="card" method="post" action={DOOR_PATHS.setup} onSubmit={onSubmit}>
          <input type="hidden" name="code" value={code} />
          {errorAt("form") && <p class="error" role="alert">{errorAt("form")}</p>}
          {me && (
            <p>
              {words.t(me.role === "guest" ? "setup.guest" : "setup.member", { name: me.name })}
            </p>
          )}
          {!me && (
            <TextField
              name="name"
              label={common.t("door.choose-name")}
              autocomplete="username"
              required
              defaultValue={props.name}
              error={errorAt("name")}
            />
          )}
          {(!me || me.role === "guest") && (
            <NewPasswordField again={props.anew} error={errorAt("password")} />
          )}
          <button type="submit" class="button primary wide">{words.t("setup.save")}</button>
          {!me && (
            <a href={`${PATHS.home}?${new URLSearchParams({ way: "sign-in", next: here })}`}>
              {words.t("setup.sign-in")}
            </a>
          )}
        </form>
      </DoorFrame>
    </ReadingProvider>
  );
}
