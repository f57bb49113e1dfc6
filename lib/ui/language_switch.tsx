import { LOCALE_NAMES, LOCALES } from "../i18n/locale.ts";
import { PATHS } from "./paths.ts";
import { useReading } from "./reading.ts";

/** The languages, each in its own words. Works without a script. */
export function LanguageSwitch({ next }: { next: string }) {
  const { words, preferences } = useReading();
  return (
    <form class="languages" method="post" action={PATHS.language} aria-label={words.t("language")}>
      <input type="hidden" name="next" value={next} />
      {LOCALES.map((locale) => (
        <button
          type="submit"
          key={locale}
          name="locale"
          value={locale}
          lang={locale}
          aria-current={locale === preferences.locale ? "true" : undefined}
        >
          {LOCALE_NAMES[locale]}
        </button>
      ))}
    </form>
  );
}
