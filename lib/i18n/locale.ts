/** The languages that every word of Palabre exists in. */
export const LOCALES = ["en", "fr", "es"] as const;
export type Locale = (typeof LOCALES)[number];

/** What a language calls itself, for the switch on every page. */
export const LOCALE_NAMES: Record<Locale, string> = {
  en: "English",
  fr: "Français",
  es: "Español",
};

/** Whether a text names one of our languages. */
export function isLocale(text: string | undefined): text is Locale {
  return LOCALES.some((locale) => locale === text);
}

/**
 * The language of ours that an `Accept-Language` header likes best (RFC 9110, section 12.5.4);
 * English when it likes none.
 */
export function negotiateLocale(header: string | undefined): Locale {
  let best: Locale = "en";
  let bestQuality = 0;
  for (const range of (header ?? "").split(",")) {
    const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const language = tag.split("-")[0];
    const weight = parameters.find((parameter) => parameter.startsWith("q="));
    const quality = weight === undefined ? 1 : Number(weight.slice(2));
    if (isLocale(language) && quality > bestQuality) [best, bestQuality] = [language, quality];
  }
  return best;
}
