// What somebody is called who came from elsewhere with no name that is free. The browser never loads this
// file.
import { isLocale, type Locale } from "./locale.ts";

const WORDS: Record<Locale, (code: string) => string> = {
  en: (code) => `Member ${code}`,
  fr: (code) => `Membre ${code}`,
  es: (code) => `Miembro ${code}`,
};

/** A name for them, in their language. `code`: what nobody else has behind it. */
export function unnamedMember(locale: string | undefined, code: string): string {
  return WORDS[isLocale(locale) ? locale : "en"](code);
}
