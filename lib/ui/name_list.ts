import type { Locale } from "../i18n/locale.ts";

const made = new Map<Locale, Intl.ListFormat>();

/** People as a sentence lists them: “Diego, Mei and Noor”. */
export function nameList(locale: Locale, names: readonly string[]): string {
  let format = made.get(locale);
  if (!format) made.set(locale, format = new Intl.ListFormat(locale, { type: "conjunction" }));
  return format.format(names);
}
