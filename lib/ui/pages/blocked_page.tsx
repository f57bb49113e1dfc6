import type { AccountWords } from "../../i18n/catalogs.ts";
import type { en } from "../../i18n/account/en.ts";
import { translatorOf } from "../../i18n/translator.ts";
import { OWN_REQUEST_RULES, type OwnRequestRule } from "../../protocol/message_requests.ts";
import { TextField } from "../elements/text_field.tsx";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { SettingsSections } from "../settings/settings_sections.tsx";
import { Page } from "./page.tsx";
import type { PageProps } from "./props.ts";
import { Said } from "../elements/said.tsx";

export interface BlockedPageProps extends PageProps {
  words: AccountWords;
  /** Whom one blocked; without a name, they have left. */
  people: readonly { id: string; name: string }[];
  /** What stands in the field. */
  typed: string;
  /** Whose first direct message waits until the reader accepts it. */
  rule: OwnRequestRule;
  done?: "blocked" | "unblocked" | "rule";
  problem?: string;
}

const DONE = {
  blocked: "blocked.done",
  unblocked: "blocked.undone",
  rule: "requests.rule.saved",
} as const;

/** Whom one blocked, and who is asked before they may write. Needs no script. */
export function BlockedPage(
  { words: catalog, people, typed, rule, done, problem, ...props }: BlockedPageProps,
) {
  const reading = readingOf(props.reader);
  const words = translatorOf<typeof en>(props.reader.preferences.locale, catalog);
  return (
    <ReadingProvider value={reading}>
      <Page
        icon={props.icon}
        title={reading.words.t("settings.title")}
        section={reading.words.t("settings.blocked")}
      >
        <SettingsSections current="blocked" />
        <section class="panel" id="blocked">
          <h2>{reading.words.t("settings.blocked")}</h2>
          {done && (
            <Said class="said">
              {words.t(DONE[done])}
            </Said>
          )}
          {people.length > 0 && (
            <ul class="rooms-list">
              {people.map(({ id, name }) => (
                <li key={id}>
                  <div>
                    <b dir="auto">{name || words.t("blocked.gone")}</b>
                  </div>
                  <form method="post" action={PATHS.blocked}>
                    <button
                      type="submit"
                      class="button"
                      name="unblock"
                      value={id}
                      aria-label={words.t("blocked.unblock-one", {
                        name: name || words.t("blocked.gone"),
                      })}
                    >
                      {words.t("blocked.unblock")}
                    </button>
                  </form>
                </li>
              ))}
            </ul>
          )}
          <form class="fields" method="post" action={PATHS.blocked}>
            {people.length === 0 && <p>{words.t("blocked.nobody")}</p>}
            <p class="quiet small">{words.t("blocked.text")}</p>
            <TextField
              name="block"
              label={words.t("blocked.name")}
              autocomplete="off"
              required
              defaultValue={typed}
              error={problem}
            />
            <div class="row">
              <button type="submit" class="button">{words.t("blocked.block")}</button>
            </div>
          </form>
          <div class="fields">
            <p>
              <a class="link" href={PATHS.reports}>{words.t("reported.title")}</a>
            </p>
          </div>
        </section>
        <section class="panel" id="requests" aria-label={words.t("requests.title")}>
          <h2>{words.t("requests.title")}</h2>
          <form class="fields" method="post" action={PATHS.blocked}>
            <fieldset class="choice">
              <legend>{words.t("requests.rule")}</legend>
              {OWN_REQUEST_RULES.map((one) => (
                <label class="check" key={one}>
                  <input type="radio" name="requests" value={one} defaultChecked={one === rule} />
                  {words.t(`requests.rule.${one}`)}
                </label>
              ))}
            </fieldset>
            <div class="row">
              <button type="submit" class="button">{words.t("requests.rule.save")}</button>
            </div>
          </form>
        </section>
      </Page>
    </ReadingProvider>
  );
}
