import { type Locale, LOCALE_NAMES, LOCALES } from "../../i18n/locale.ts";
import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";

/**
 * Where another language leads: to a path; or to the same page, for which a form posts what was typed
 * into it to `action`.
 */
export type LanguageTarget = { next: string } | { form: string; action: string };

/** The language switch. Works without scripts. */
export function LanguageSwitch({ to }: { to: LanguageTarget }) {
  const { words } = useReading();
  const label = words.t("language");
  if ("form" in to) {
    return (
      <div class="languages" role="group" aria-label={label}>
        {LOCALES.map((locale) => <LanguageButton key={locale} locale={locale} posts={to} />)}
      </div>
    );
  }
  return (
    <form class="languages" method="post" action={PATHS.language} aria-label={label}>
      <input type="hidden" name="next" value={to.next} />
      {LOCALES.map((locale) => <LanguageButton key={locale} locale={locale} />)}
    </form>
  );
}

function LanguageButton(
  { locale, posts }: { locale: Locale; posts?: { form: string; action: string } },
) {
  const { preferences } = useReading();
  return (
    <button
      type="submit"
      name="locale"
      value={locale}
      lang={locale}
      aria-current={locale === preferences.locale ? "true" : undefined}
      form={posts?.form}
      formAction={posts?.action}
      formNoValidate={posts !== undefined}
    >
      {LOCALE_NAMES[locale]}
    </button>
  );
}
