import type { AdministrationWords } from "../../i18n/catalogs.ts";
import type { Person } from "../../protocol/events.ts";
import { administrationWordsOf } from "../administration/administration.ts";
import { Tree } from "../icons.tsx";
import { LanguageSwitch } from "../language_switch.tsx";
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
      <div class="door">
        <main>
          <header>
            <Tree />
            <h1>{words.t("setup.title", { community })}</h1>
            <p class="quiet">{words.t("setup.text")}</p>
          </header>
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
                value={failed?.name}
                error={errorAt("name")}
              />
            )}
            {(!me || me.role === "guest") && (
              <TextField
                name="password"
                type="password"
                label={common.t("door.new-password")}
                hint={common.t("door.password-hint")}
                autocomplete="new-password"
                required
                error={errorAt("password")}
              />
            )}
            <button type="submit" class="button primary wide">{words.t("setup.save")}</button>
            {!me && (
              <a href={`${PATHS.home}?${new URLSearchParams({ way: "sign-in", next: here })}`}>
                {words.t("setup.sign-in")}
              </a>
            )}
          </form>
          <LanguageSwitch next={here} />
        </main>
      </div>
    </ReadingProvider>
  );
}
