import type { AdministrationWords } from "../../i18n/catalogs.ts";
import type { Person } from "../../protocol/events.ts";
import { administrationWordsOf } from "../administration/administration.ts";
import { DoorFrame } from "../door_frame.tsx";
import { NewPasswordField } from "../new_password_field.tsx";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { TextField } from "../text_field.tsx";
import type { PageProps } from "./props.ts";

export interface SetupPageProps extends PageProps {
  words: AdministrationWords;
  code: string;
  /** Who asks, if anybody has come in yet. */
  me?: Person;
  failed?: { name: string; field: "name" | "password" | "form"; message: string };
}

/** How the first administrator is made: a member by a press, the others with what they lack. */
export function SetupPage(props: SetupPageProps) {
  const { me, code, failed, community } = props;
  const reading = readingOf(props.reader);
  const { words: common } = reading;
  const words = administrationWordsOf(props);
  const here = `${PATHS.setup}?${new URLSearchParams({ code })}`;
  const errorAt = (field: string) => failed?.field === field ? failed.message : undefined;
  return (
    <ReadingProvider value={reading}>
      <DoorFrame
        title={words.t("setup.title", { community })}
        lead={<p class="quiet">{words.t("setup.text")}</p>}
        next={here}
      >
        <form class="card" method="post" action={PATHS.setup}>
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
              defaultValue={failed?.name}
              error={errorAt("name")}
            />
          )}
          {(!me || me.role === "guest") && <NewPasswordField error={errorAt("password")} />}
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
