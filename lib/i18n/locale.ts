/** The languages of the interface. */
export const LOCALES = ["en", "fr", "es"] as const;
export type Locale = (typeof LOCALES)[number];

/** Each language's own name, for the language switch. */
export const LOCALE_NAMES: Record<Locale, string> = {
  en: "English",
  fr: "Français",
  es: "Español",
};

/** Whether a text names one of our languages. */
export function isLocale(text: string | undefined): text is Locale {
  return LOCALES.some((locale) => locale === text);
}

/** What browsers send has under 100 characters; nothing further is read. */
const MAX_HEADER_LENGTH = 256;

/**
 * The supported language that an `Accept-Language` header prefers (RFC 9110, section 12.5.4);
 * English when it names none.
 */
export function negotiateLocale(header: string | undefined): Locale {
  let best: Locale = "en";
  let bestQuality = 0;
  for (const range of (header ?? "").slice(0, MAX_HEADER_LENGTH).split(",")) {
    const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const language = tag.split("-")[0];
    const weight = parameters.find((parameter) => parameter.startsWith("q="));
    const quality = weight === undefined ? 1 : Number(weight.slice(2));
    if (isLocale(language) && quality > bestQuality) [best, bestQuality] = [language, quality];
  }
  return best;
}
