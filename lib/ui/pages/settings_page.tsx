import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { SettingsForm } from "../settings/settings_form.tsx";
import { SettingsSections } from "../settings/settings_sections.tsx";
import { Page } from "./page.tsx";
import type { SettingsPageProps } from "./props.ts";

export interface SettingsPageView extends SettingsPageProps {
  onLook?(event: Event): void;
}

/** The settings page: profile, appearance, sign-out. */
export function SettingsPage(props: SettingsPageView) {
  const reading = readingOf(props.reader);
  const { words } = reading;
  const isGuest = props.me.role === "guest"; // who signs out for good: nobody signs in as them again
  return (
    <ReadingProvider value={reading}>
      <Page
        icon={props.icon}
        title={words.t("settings.title")}
        section={words.t("settings.you")}
      >
        <SettingsSections current="you" />
        <SettingsForm {...props} />
        <form class="row" method="post" action={PATHS.signOut}>
          <button type="submit" class="button danger">
            {words.t(isGuest ? "quit.leave" : "settings.sign-out")}
          </button>
          <span class="note">
            {words.t(isGuest ? "quit.text.guest" : "settings.sign-out-note")}
          </span>
        </form>
      </Page>
    </ReadingProvider>
  );
}
