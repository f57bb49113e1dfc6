import { Tree } from "../icons.tsx";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { SettingsForm } from "../settings_form.tsx";
import { SettingsSections } from "../settings_sections.tsx";
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
      <main class="page">
        <header>
          <Tree />
          <h1>{words.t("settings.title")}</h1>
          <a class="button" href={PATHS.home}>{words.t("rooms.back")}</a>
        </header>
        <SettingsSections current="you" />
        <SettingsForm {...props} />
        <form class="row" method="post" action={PATHS.signOut}>
          <button type="submit" class="button danger">{words.t("settings.sign-out")}</button>
          <span class="note">{words.t("settings.sign-out-note")}</span>
        </form>
      </main>
    </ReadingProvider>
  );
}
