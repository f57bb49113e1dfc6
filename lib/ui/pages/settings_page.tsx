import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { SettingsForm } from "../settings_form.tsx";
import { SettingsSections } from "../settings_sections.tsx";
import { Page } from "./page.tsx";
import type { SettingsPageProps } from "./props.ts";

export interface SettingsPageView extends SettingsPageProps {
  onLook?(event: Event): void;
}

/** Profile and look: a plain form, and the way out. */
export function SettingsPage(props: SettingsPageView) {
  const reading = readingOf(props.reader);
  const { words } = reading;
  return (
    <ReadingProvider value={reading}>
      <Page title={words.t("settings.title")}>
        <SettingsSections current="you" />
        <SettingsForm {...props} />
        <form class="row" method="post" action={PATHS.signOut}>
          <button type="submit" class="button danger">{words.t("settings.sign-out")}</button>
          <span class="note">{words.t("settings.sign-out-note")}</span>
        </form>
      </Page>
    </ReadingProvider>
  );
}
