// What the room that everybody is in is called. The browser never loads this file.
import { isLocale, type Locale } from "./locale.ts";

/** By language; its name, `general`, is the word of the others. */
const TITLES: Partial<Record<Locale, string>> = { fr: "général" };

/** Its title in a language; `undefined` where that is its name. */
export function generalTitle(locale: string | undefined): string | undefined {
  return isLocale(locale) ? TITLES[locale] : undefined;
}
